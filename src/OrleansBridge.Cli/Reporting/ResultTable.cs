using OrleansBridge.Results;

namespace OrleansBridge.Cli.Reporting;

/// <summary>Results of single tests with all that was observed: one table for where, one for how fast.</summary>
internal static class ResultTable
{
    internal static void Write(IReadOnlyList<TestResult> results)
    {
        Console.WriteLine();
        Screen.Table(
            ["test", "model", "outcome", "browser", "backend used", "nodes", "adapter", "max error"],
            results.Select(r => (IReadOnlyList<string>)
            [
                Name(r), r.ModelId, r.Outcome.ToString(), $"{r.Browser} {r.BrowserVersion}{(r.BrowserSubstitute == true ? " (substitute)" : "")}",
                Backend(r), Nodes(r), r.Adapter is null ? Figures.None : $"{r.Adapter}{(r.SoftwareAdapter == true ? " (software)" : "")}",
                r.Compared ? Figures.Error(r.MaxAbsError) : "not compared",
            ]));
        Console.WriteLine();
        Screen.Table(
            ["test", "worker", "queue ms", "fetch ms", "create ms", "first ms", "p50 ms", "p90 ms", "p99 ms", "runs/s", "PSS MB", "JS heap MB"],
            results.Select(r => (IReadOnlyList<string>)
            [
                Name(r), r.Worker ?? Figures.None, Figures.Ms(r.Timings.QueueMs), Figures.Ms(r.Timings.FetchMs), Figures.Ms(r.Timings.CreateMs), Figures.Ms(r.Timings.FirstRunMs),
                Figures.Ms(r.Timings.P50Ms), Figures.Ms(r.Timings.P90Ms), Figures.Ms(r.Timings.P99Ms), Figures.Number(r.Timings.ThroughputPerS), Figures.Number(r.Memory.PssMb, "0"), Figures.Number(r.Memory.JsHeapMb, "0.0"),
            ]));
        foreach (var result in results.Where(r => r.Reason is not null))
        {
            Console.WriteLine($"{Name(result)}: {result.Reason}");
        }
    }

    private static string Name(TestResult result) => result.TestId[(result.TestId.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Backend(TestResult result) => result.BackendUsed == result.BackendRequested || result.BackendUsed is null
        ? result.BackendUsed ?? $"{result.BackendRequested} (not observed)"
        : $"{result.BackendUsed} (asked: {result.BackendRequested})";

    private static string Nodes(TestResult result) => result.NodesByBackend is { Count: > 0 } nodes
        ? string.Join(", ", nodes.Select(n => $"{n.Value} {n.Key}"))
        : Figures.None;
}

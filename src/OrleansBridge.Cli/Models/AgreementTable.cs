using OrleansBridge.Cli.Reporting;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Models;

/// <summary>One model on several targets: how fast, and who agrees with whom.</summary>
internal static class AgreementTable
{
    internal static void Write(IReadOnlyList<TestResult> results)
    {
        var letters = results.Where(r => r.Outputs.Count > 0).Select(Digest).Distinct().Select((digest, i) => (digest, Letter: ((char)('A' + i)).ToString())).ToDictionary(x => x.digest, x => x.Letter);
        Console.WriteLine();
        Screen.Table(
            ["target", "outcome", "backend used", "nodes", "create ms", "first ms", "p50 ms", "p90 ms", "runs/s", "PSS MB", "max abs error", "max rel error", "bits"],
            results.Select(r => (IReadOnlyList<string>)
            [
                Target(r), r.Outcome.ToString(), r.BackendUsed ?? Figures.None,
                r.NodesByBackend is { Count: > 0 } nodes ? string.Join(", ", nodes.Select(n => $"{n.Value} {n.Key}")) : Figures.None,
                Figures.Ms(r.Timings.CreateMs), Figures.Ms(r.Timings.FirstRunMs), Figures.Ms(r.Timings.P50Ms), Figures.Ms(r.Timings.P90Ms),
                Figures.Number(r.Timings.ThroughputPerS), Figures.Number(r.Memory.PssMb, "0"), Figures.Error(r.MaxAbsError), Figures.Error(r.MaxRelError),
                r.Outputs.Count > 0 ? letters[Digest(r)] : Figures.None,
            ]));
        foreach (var result in results.Where(r => r.Reason is not null))
        {
            Console.WriteLine($"{Target(result)}: {result.Reason}");
        }

        Console.WriteLine(letters.Count switch
        {
            0 => "no target gave outputs",
            1 => "all outputs are equal bit by bit",
            _ => $"outputs come in {letters.Count} variants bit by bit: same letter, same bits",
        });
    }

    private static string Target(TestResult result) => $"{result.Browser}{(result.BrowserSubstitute == true ? "*" : "")}/{result.BackendRequested}";

    private static string Digest(TestResult result) => string.Concat(result.Outputs.Select(o => o.Sha256));
}

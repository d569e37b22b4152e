using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Submitting;

/// <summary>States and results, one line each.</summary>
internal static class ResultLines
{
    /// <summary>Waits for tests to end, shows each change as a line, and reports.</summary>
    internal static async Task<int> WaitAsync(ApiClient api, IReadOnlyCollection<string> ids, string? json, CancellationToken cancellation)
    {
        var results = new Dictionary<string, TestResult>();
        await foreach (var test in api.WatchAsync(ids, cancellation))
        {
            Console.WriteLine(Line(test));
            if (test.Result is { } result)
            {
                results[test.TestId] = result;
            }
        }

        await JsonReport.WriteAsync(json, new { tests = results.Values });
        return results.Count == ids.Count && results.Values.All(r => r.Outcome == Outcome.Passed) ? ExitCode.Clean : ExitCode.Failed;
    }

    internal static string Line(TestSnapshot test) => test.Result is { } result
        ? $"{test.TestId}  {result.Outcome}  {Place(result)}  {Figures.Ms(result.Timings.TotalMs)} ms{(result.Reason is { } why ? "  " + why : "")}"
        : $"{test.TestId}  {test.Status.ToString().ToLowerInvariant()}{(test.Worker is null ? "" : $"  {test.Worker} {test.Browser}/{test.Backend}")}{(test.Detail is { } detail && test.Worker is null ? "  " + detail : "")}";

    internal static string Place(TestResult result) =>
        result.Browser is null ? Figures.None : $"{result.Browser}{(result.BrowserSubstitute == true ? "*" : "")}/{result.BackendUsed ?? result.BackendRequested}";
}

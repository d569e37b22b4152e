using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Postgres;
using OrleansBridge.Results;

namespace OrleansBridge.Grains.Storage;

/// <summary>From <c>bridge.results</c>, where every accepted result stands with its outcome.</summary>
internal sealed class PassedRuns(ResultStore results) : IPassedRuns
{
    private const int Most = 20;

    public async Task<IReadOnlyList<TestResult>> LatestAsync(string modelId) =>
        [.. (await results.QueryAsync(new ResultQuery { ModelId = modelId, Outcome = Outcome.Passed, Limit = Most })).Select(c => c.Result)];

    public async Task<IReadOnlyList<TestResult>> LatestAsync(int most) =>
        [.. (await results.QueryAsync(new ResultQuery { Outcome = Outcome.Passed, Limit = most })).Select(c => c.Result)];
}

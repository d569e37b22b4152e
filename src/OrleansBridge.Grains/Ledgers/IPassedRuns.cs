using OrleansBridge.Results;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>What passed on real browsers before.</summary>
internal interface IPassedRuns
{
    /// <summary>The latest passed results of a model, newest first.</summary>
    Task<IReadOnlyList<TestResult>> LatestAsync(string modelId);

    /// <summary>The latest passed results of all models, newest first.</summary>
    Task<IReadOnlyList<TestResult>> LatestAsync(int most);
}

using OrleansBridge.Core.Fleet;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests;

/// <summary>Small farms to decide on.</summary>
internal static class Farm
{
    public static BrowserCapability Browser(string type, params string[] backends) => new()
    {
        Browser = type,
        Backends = [.. Backends.Known.Select(b => new BackendCapability(b, backends.Contains(b), null, null, backends.Contains(b) ? null : "not here"))],
    };

    public static WorkerView Worker(string id, params BrowserCapability[] browsers) => new()
    {
        Descriptor = new WorkerDescriptor { WorkerId = id, Silo = "silo", Browsers = browsers, MemoryGb = 16 },
        Generation = 1,
        FreeMemoryGb = 8,
    };

    public static WorkerView Busy(this WorkerView worker, string browser, int runs) => worker with
    {
        Runs = Enumerable.Range(0, runs).ToDictionary(i => new RunKey("t" + i, 1, 0), _ => browser),
    };

    public static TestRequirements Test(string modelType = ModelTypes.Generic) => new() { TestId = "t", ModelId = "m", ModelType = modelType };
}

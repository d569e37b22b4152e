using OrleansBridge.Execution;

namespace OrleansBridge.Core.Fleet;

/// <summary>A worker's browser type with the backend a test would get there.</summary>
public sealed record Place(WorkerView Worker, BrowserCapability Browser, string Backend)
{
    /// <summary>A stable order for ties: worker, then browser type, ordinal.</summary>
    public string Key { get; } = Worker.Descriptor.WorkerId + "/" + Browser.Browser;
}

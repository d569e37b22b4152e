using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Tests.Pooling;

/// <summary>A browser that does nothing: for what a pool decides before any page is opened.</summary>
internal sealed class StillProcess : LaunchedProcess
{
    private static readonly BrowserEngineOptions Options = new() { DataFolder = "", NodeModules = "" };

    public override string EndedUnexpectedly => "it ended";

    public static BrowserInstance Instance(BrowserTypeOptions type) => new(
        type,
        new StillProcess
        {
            Executable = new BrowserExecutable("still", Substitute: true),
            Version = "still",
            Flags = [],
            Mark = "/no-such-owner/" + Guid.NewGuid().ToString("n"),
            Temporary = "/no-such-owner",
            ProcessId = null,
            Software = true,
        },
        null!,
        Options);

    public override Task<RunnerTab> OpenTabAsync(RunnerServer server, RunControl warmUp, PreparedRun probe, BrowserEngineOptions options) => throw new NotSupportedException();

    protected override Task EndAsync() => Task.CompletedTask;
}

using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;

namespace OrleansBridge.Browsers.Probing;

/// <summary>What a probe found, and the browser it found it with; null when none started.</summary>
internal sealed record ProbedBrowser(BrowserCapability Capability, BrowserInstance? Instance);

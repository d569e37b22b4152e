using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;

namespace OrleansBridge.Browsers.Probing;

/// <summary>What a probe found.</summary>
/// <param name="Capability">What the type can do.</param>
/// <param name="Software">Whether it is launched for a software adapter.</param>
/// <param name="Answered">Whether each backend's page answered; one that did not may do so another time.</param>
/// <param name="Instance">The browser it was found with; null when none started, or an earlier probe is recalled.</param>
internal sealed record ProbedBrowser(BrowserCapability Capability, bool Software, bool Answered, BrowserInstance? Instance);

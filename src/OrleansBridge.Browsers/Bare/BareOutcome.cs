using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Bare;

/// <summary>One case as a bare page ran it.</summary>
/// <param name="Folder">The case.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it did not pass.</param>
/// <param name="WallMs">From asking to knowing, a fresh page after a failure included, milliseconds.</param>
public sealed record BareOutcome(string Folder, Outcome Outcome, string? Reason, double WallMs);

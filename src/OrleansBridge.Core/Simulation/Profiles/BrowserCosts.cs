namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>What an instance of a browser type costs before it runs anything.</summary>
internal sealed record BrowserCosts
{
    /// <summary>The browser type.</summary>
    public required string Browser { get; init; }

    /// <summary>From the wish for an instance to a page that can take a test, mean seconds.</summary>
    public required double LaunchSeconds { get; init; }

    /// <summary>Its processes' proportional set size without any model, MB (10^6 bytes).</summary>
    public required double Megabytes { get; init; }

    /// <summary>Whether a browser was measured; false: somebody assumed it.</summary>
    public required bool Measured { get; init; }
}

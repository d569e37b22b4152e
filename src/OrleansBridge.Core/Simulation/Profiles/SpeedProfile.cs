using System.Text.Json;
using OrleansBridge.Json;

namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>How fast which browsers are at what: what a simulation takes for the truth, and no policy is told.</summary>
internal sealed record SpeedProfile
{
    /// <summary>A name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>Where its figures come from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>Each browser type's costs.</summary>
    public required IReadOnlyList<BrowserCosts> Browsers { get; init; }

    /// <summary>Each (model type, browser type, backend) it knows.</summary>
    public required IReadOnlyList<SpeedEntry> Entries { get; init; }

    /// <summary>Whether every figure in it was measured.</summary>
    public bool Measured => Entries.All(e => e.Measured) && Browsers.All(b => b.Measured);

    /// <summary>Measured, assumed, or how much of each, for people.</summary>
    public string Evidence => Measured ? "measured"
        : Entries.Any(e => e.Measured) || Browsers.Any(b => b.Measured) ? $"{Entries.Count(e => e.Measured)} of {Entries.Count} speeds measured, the others assumed"
        : "assumed";

    /// <summary>As JSON, for a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BridgeJson.Indented) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is no usable profile; the message says why.</exception>
    public static SpeedProfile FromJson(string json)
    {
        SpeedProfile profile;
        try
        {
            profile = JsonSerializer.Deserialize<SpeedProfile>(json, BridgeJson.Options) ?? throw new FormatException("the speed profile is empty");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the speed profile cannot be read: {e.Message}", e);
        }

        return SpeedProfileCheck.Problem(profile) is { } problem ? throw new FormatException($"speed profile '{profile.Name}': {problem}") : profile;
    }
}

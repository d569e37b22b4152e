using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Chaos;

/// <summary>What every seed of one command shares.</summary>
internal sealed record ChaosSettings
{
    /// <summary>How long faults come.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The kinds of faults that come; empty: all.</summary>
    public required IReadOnlyList<FaultKind> Faults { get; init; }

    /// <summary>Folder of the cases that are run.</summary>
    public required string Suite { get; init; }

    public required IReadOnlyList<string> Browsers { get; init; }

    public required int Workers { get; init; }

    /// <summary>Silo processes: the first has the workers above, each further one a worker.</summary>
    public required int Silos { get; init; }

    /// <summary>Tests that are kept open.</summary>
    public required int Open { get; init; }

    /// <summary>Further arguments of the bridge that is tormented.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Whether the data folder stays although all was well.</summary>
    public required bool Keep { get; init; }
}

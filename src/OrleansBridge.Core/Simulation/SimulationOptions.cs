using OrleansBridge.Core.Learning;

namespace OrleansBridge.Core.Simulation;

/// <summary>What a simulated farm is like besides its workload. Equal for every policy that is compared.</summary>
internal sealed record SimulationOptions
{
    /// <summary>The usual farm: a warm pool, heartbeats, no faults but those of the workload.</summary>
    public static SimulationOptions Default { get; } = new();

    /// <summary>Chance that a run's browser crashes. Default 0.</summary>
    public double CrashRate { get; init; }

    /// <summary>What follows a crash. Default <see cref="SimulatedRecovery.Ladder"/>.</summary>
    public SimulatedRecovery Recovery { get; init; }

    /// <summary>Whether each worker starts with all its instances, of its types in turn, and no model loaded. Default true.</summary>
    public bool WarmPool { get; init; } = true;

    /// <summary>Seconds between heartbeats: so old may be what a policy knows of instances and loaded models. Default 2.</summary>
    public double HeartbeatSeconds { get; init; } = 2;

    /// <summary>Seconds between a policy's chances to move tests, which it also has after each run. Default 1.</summary>
    public double RebalanceSeconds { get; init; } = 1;

    /// <summary>Seconds a moved test cannot start for: its transaction and the way there. Default .05.</summary>
    public double MigrationSeconds { get; init; } = .05;

    /// <summary>Seconds until a worker's loss is noticed. Default 10.</summary>
    public double LeaseSeconds { get; init; } = 10;

    /// <summary>
    /// Memory of loaded models an instance keeps, MB (10^6 bytes). Default 537: the browsers' own default is 256 MiB of model files, and
    /// a loaded model is taken for twice its file.
    /// </summary>
    public double SessionCacheMb { get; init; } = 537;

    /// <summary>Share of a worker's memory above which models are given up. Default .8.</summary>
    public double MemoryCap { get; init; } = .8;

    /// <summary>What the farm has seen before, as <see cref="Simulator.Earlier"/> makes it; policies that do not learn ignore it. Default: nothing, all are new to it.</summary>
    public IReadOnlyList<RunObservation> Earlier { get; init; } = [];

    /// <summary>Simulated seconds after which a simulation that does not end is given up. Default 10 million.</summary>
    public double LongestSeconds { get; init; } = 1e7;
}

using OrleansBridge.Execution;
using OrleansBridge.Hosting.Api;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Hosting;

/// <summary>What a bridge of this process hosts.</summary>
internal sealed record BridgeHostOptions
{
    /// <summary>What runs models; null: this bridge only keeps the ledger.</summary>
    internal Func<IServiceProvider, IExecutionEngine>? Engine { get; init; }

    /// <summary>What else the silo is given.</summary>
    internal Action<ISiloBuilder>? Further { get; init; }

    /// <summary>Workers opened at start.</summary>
    internal IReadOnlyList<WorkerRequest> Workers { get; init; } = [];

    /// <summary>Where the HTTP API listens.</summary>
    internal BridgeApiOptions Api { get; init; } = new();

    /// <summary>Which silo process of the bridge this is: 1 owns the database, later ones join it.</summary>
    internal int Silo { get; init; } = 1;

    /// <summary>Whether its log is also written to the console.</summary>
    internal bool LogToConsole { get; init; }

    /// <summary>Whether it is a <c>bridge up</c>.</summary>
    internal bool Supervised { get; init; }
}

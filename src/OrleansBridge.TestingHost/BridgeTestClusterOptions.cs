using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.RealBrowsers;
using OrleansBridge.TestingHost.Simulation;

namespace OrleansBridge.TestingHost;

/// <summary>What a test cluster is made of. The defaults need nothing but an installed PostgreSQL.</summary>
public sealed record BridgeTestClusterOptions
{
    /// <summary>A database for this cluster alone: its schema is brought up to date, its tests are seen. Null: a private server is started, and deleted with the cluster.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Silos, all in this process.</summary>
    /// <value>Default 1.</value>
    public short Silos { get; init; } = 1;

    /// <summary>Workers that each silo opens; they are named <c>worker1</c>, <c>worker2</c> and so on through the silos.</summary>
    /// <value>Default 1. At 0 the test registers its own: <see cref="BridgeTestCluster.RegisterWorkerAsync"/>.</value>
    public int WorkersPerSilo { get; init; } = 1;

    /// <summary>Browser instances of each of these workers.</summary>
    /// <value>Default 3.</value>
    public int BrowsersPerWorker { get; init; } = 3;

    /// <summary>How each run ends, asked when it starts. Null: after no time, as <see cref="Results.Outcome.Simulated"/>.</summary>
    public Func<ExecutionRequest, SimulatedRun>? Script { get; init; }

    /// <summary>Browser types that the simulated workers have, each with every backend.</summary>
    /// <value>Default chrome, firefox and edge.</value>
    public IReadOnlyList<string> SimulatedBrowsers { get; init; } = [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge];

    /// <summary>Given: nothing is simulated, these run the tests.</summary>
    public TestBrowsers? Browsers { get; init; }

    /// <summary>Given: an engine of your own for each silo, instead of simulation or browsers.</summary>
    public Func<IServiceProvider, IExecutionEngine>? Engine { get; init; }

    /// <summary>What else each silo gets: your own grains' services, filters, storage.</summary>
    public Action<ISiloBuilder>? ConfigureSilo { get; init; }

    /// <summary>What else the cluster's client gets.</summary>
    public Action<IClientBuilder>? ConfigureClient { get; init; }
}

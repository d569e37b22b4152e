using Npgsql;
using OrleansBridge.Client;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Execution;
using OrleansBridge.Postgres;
using OrleansBridge.Workers;

namespace OrleansBridge.Hosting;

/// <summary>What a silo needs to host the bridge. Bound from the configuration section <c>OrleansBridge</c>; code wins over it.</summary>
public sealed class OrleansBridgeOptions
{
    /// <summary>PostgreSQL that holds ledgers, results and events. Null: <see cref="ConnectionString"/>.</summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// How to reach that PostgreSQL, when no <see cref="DataSource"/> is given; also <c>ConnectionStrings:Bridge</c>. Clustering
    /// and reminders need it beside one whose connection string has a password, which a data source keeps to itself.
    /// </summary>
    /// <value>No default.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Whether the silo brings the schema to this version at start, if its user may. Otherwise a start on an old one is refused.</summary>
    /// <value>Default false: <c>sql/</c> is applied by hand or by <c>bridge</c>.</value>
    public bool ApplySchema { get; set; }

    /// <summary>Which cluster the silo joins, and where others reach it.</summary>
    public BridgeClusterOptions Cluster { get; } = new();

    /// <summary>What runs models on this silo. Null: this silo has no browsers, and no worker lives here.</summary>
    public Func<IServiceProvider, IExecutionEngine>? Engine { get; set; }

    /// <summary>Workers opened at start.</summary>
    /// <value>Default none.</value>
    public IList<WorkerRequest> Workers { get; } = [];

    /// <summary>Assignments a browser instance may hold: one runs, the others wait prepared.</summary>
    /// <value>Default 3; 1 to 100.</value>
    public int SlotsPerBrowser { get; set; } = 3;

    /// <summary>How long a finished test is kept: its ledger, its events and its result. After that its id may be used anew.</summary>
    /// <value>Default 30 days; zero keeps all for ever.</value>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long forecasts of load are kept, with what came.</summary>
    /// <value>Default 7 days; zero keeps all for ever.</value>
    public TimeSpan KeepForecasts { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How tests are placed, moved and foreseen, and when browsers come and go. The same on all silos: the balancer may be on any.</summary>
    public DispatcherOptions Placement { get; set; } = new();

    /// <summary>How the silo's own <see cref="ResourcePoolBridge"/> behaves.</summary>
    public ResourcePoolBridgeOptions Client { get; } = new();

    /// <summary>How Orleans' own providers reach the database. What is not understood is left to the validator, which may be asked after them.</summary>
    internal string OrleansConnectionString => (ConnectionString ?? (DataSource is null ? null : WithoutPool(DataSource))) is { Length: > 0 } given && BridgeDatabase.Problem(given) is null
        ? OrleansTables.ConnectionString(given)
        : "";

    /// <summary>How many connections a data source may have was said of that data source, and says nothing about Orleans' own.</summary>
    private static string WithoutPool(NpgsqlDataSource source)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        settings.Remove("Maximum Pool Size");
        return settings.ConnectionString;
    }
}

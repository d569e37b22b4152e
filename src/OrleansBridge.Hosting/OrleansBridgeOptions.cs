using Npgsql;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Hosting;

/// <summary>What a silo needs to host the bridge.</summary>
public sealed class OrleansBridgeOptions
{
    /// <summary>PostgreSQL that holds ledgers, results and events; its schema must have been applied. Null: <see cref="ConnectionString"/>.</summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// How to reach that PostgreSQL, when no <see cref="DataSource"/> is given. The reminder service needs it beside one whose
    /// connection string has a password, which a data source keeps to itself.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>What runs models on this silo. Null: this silo has no browsers, and no worker lives here.</summary>
    public Func<IServiceProvider, IExecutionEngine>? Engine { get; set; }

    /// <summary>Workers opened at start. Default none.</summary>
    public IList<WorkerRequest> Workers { get; } = [];

    /// <summary>Assignments a browser instance may hold: one runs, the others wait prepared.</summary>
    /// <value>Default 3; 1 to 100.</value>
    public int SlotsPerBrowser { get; set; } = 3;

    /// <summary>How long a finished test is kept: its ledger, its events and its result. After that its id may be used anew.</summary>
    /// <value>Default 30 days; zero keeps all for ever.</value>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromDays(30);
}

namespace OrleansBridge.Postgres;

/// <summary>How the private PostgreSQL server is set up.</summary>
public sealed record PrivateServerOptions
{
    /// <summary>The bridge's data folder; the server lives in <c>postgres</c> below it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>. Default null: searched on this machine.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>Connections the server accepts. Default 200.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Page cache of the server, MB. Default 128: the ledger is small, and browsers need the memory more.</summary>
    public int SharedBuffersMb { get; init; } = 128;

    /// <summary>Longest wait for the server to start, recover or stop. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Given: a server that ends while its owner lives is started again, and this is told of it, one line each time.
    /// Default null: it is the owner's to notice.
    /// </summary>
    public Action<string>? KeepRunning { get; init; }
}

using Npgsql;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Supervising;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos;

/// <summary>A supervised bridge of chaos' own, as real processes in a scratch folder.</summary>
internal sealed class VictimBridge : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly ServerFolder _server;
    private readonly VictimMachines _machines;
    private (string Url, HttpClient Http)? _api;

    private VictimBridge(DataFolder data, int workers, IReadOnlyList<string> arguments)
    {
        (Data, _server) = (data, new ServerFolder(data.Path));
        _machines = new VictimMachines(data, workers, arguments);
        _machines.Start(1);
        Watch = NpgsqlDataSource.Create(ConnectionString("chaos"));
    }

    internal DataFolder Data { get; }

    /// <summary>Connections that look at the database and are not the bridge's.</summary>
    internal NpgsqlDataSource Watch { get; private set; }

    /// <summary>The process that hosts the silo now, or null between two.</summary>
    internal int? Process => BridgeEndpoint.Find(Data)?.Process.Id;

    /// <summary>The silo processes that joined and live now, by number.</summary>
    internal IReadOnlyList<(int Silo, int Process)> Joined =>
        [.. Enumerable.Range(2, Silos - 1).Select(n => (Silo: n, BridgeEndpoint.Find(Data.OfSilo(n))?.Process.Id)).Where(s => s.Id is not null).Select(s => (s.Silo, s.Id!.Value))];

    internal int Silos => _machines.Count;

    internal string Runtime { get; private set; } = "";

    /// <summary>PostgreSQL's main process, or null while it is down.</summary>
    internal int? Postmaster => OrleansBridge.Postgres.Postmaster.Find(_server.Cluster)?.ProcessId;

    /// <summary>The API of the process that lives now.</summary>
    /// <exception cref="HttpRequestException">None does.</exception>
    internal ApiClient Api()
    {
        var endpoint = BridgeEndpoint.Find(Data) ?? throw new HttpRequestException("the bridge is down");
        if (_api?.Url != endpoint.Url)
        {
            var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(endpoint.Url + "/"), Timeout = TimeSpan.FromSeconds(30) };
            _api = (endpoint.Url, http);
        }

        return new ApiClient(_api.Value.Http);
    }

    internal string ConnectionString(string application) => new NpgsqlConnectionStringBuilder
    {
        Host = OrleansBridge.Postgres.Postmaster.Find(_server.Cluster)?.SocketFolder ?? _server.SocketFolder,
        Port = 5432,
        Username = "bridge",
        Database = "bridge",
        ApplicationName = application,
        Timeout = 5,
        CommandTimeout = 10,
        MaxPoolSize = 4,
    }.ConnectionString;

    /// <summary>Starts it and waits for its workers.</summary>
    internal static async Task<VictimBridge> StartAsync(DataFolder data, int workers, int silos, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data.Path);
        var victim = new VictimBridge(data, workers, arguments);
        try
        {
            await victim.AwaitWorkersAsync(workers, LongestStart, cancellation);
            victim.Runtime = BridgeEndpoint.Find(data)!.Runtime;
            for (var silo = 2; silo <= silos; silo++)
            {
                victim._machines.Start(silo);
                await victim.AwaitWorkersAsync(workers + silo - 1, LongestStart, cancellation);
            }

            await victim.Watch.DisposeAsync();
            victim.Watch = NpgsqlDataSource.Create(victim.ConnectionString("chaos"));
            return victim;
        }
        catch
        {
            await victim.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until that many workers are heard.</summary>
    internal async Task AwaitWorkersAsync(int workers, TimeSpan patience, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + patience; ; await Task.Delay(100, cancellation))
        {
            try
            {
                if ((await Api().WorkersAsync(cancellation)).Count(w => w.Alive) >= workers)
                {
                    return;
                }
            }
            catch (Exception e) when (Transient.Is(e, cancellation))
            {
                // It starts.
            }

            if (_machines.First.HasExited || DateTime.UtcNow > end)
            {
                throw new UserErrorException($"the bridge to torment did not start: {_machines.LastOutput}", $"Its log is {Data.LogFile}.");
            }
        }
    }

    /// <summary>A silo process dies and its supervisor with it, as when their machine does.</summary>
    internal void KillMachine(int silo, int process) => _machines.Kill(silo, process);

    /// <summary>The machine is back.</summary>
    internal void StartMachine(int silo) => _machines.Start(silo);

    /// <summary>Stops bridge and database cleanly.</summary>
    internal async Task StopAsync()
    {
        await Watch.DisposeAsync();
        await BridgeStop.RunAsync(Data, CancellationToken.None);
        await _machines.First.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_machines.First.HasExited)
        {
            await StopAsync();
        }

        _machines.Dispose();
        _api?.Http.Dispose();
        await Watch.DisposeAsync();
    }
}

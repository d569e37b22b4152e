using System.Diagnostics;
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
    private readonly List<Process> _joined = [];
    private readonly int _workers;
    private readonly IReadOnlyList<string> _arguments;
    private Process _supervisor;
    private (string Url, HttpClient Http)? _api;

    private VictimBridge(DataFolder data, int workers, IReadOnlyList<string> arguments)
    {
        (Data, _server) = (data, new ServerFolder(data.Path));
        (_workers, _arguments) = (workers, arguments);
        _supervisor = Up();
        Watch = NpgsqlDataSource.Create(ConnectionString("chaos"));
    }

    internal DataFolder Data { get; }

    /// <summary>Connections that look at the database and are not the bridge's.</summary>
    internal NpgsqlDataSource Watch { get; private set; }

    /// <summary>The process that hosts the silo now, or null between two.</summary>
    internal int? Process => BridgeEndpoint.Find(Data)?.Process.Id;

    /// <summary>The silo processes that joined and live now, by number.</summary>
    internal IReadOnlyList<(int Silo, int Process)> Joined =>
        [.. Enumerable.Range(2, _joined.Count).Select(n => (Silo: n, BridgeEndpoint.Find(Data.OfSilo(n))?.Process.Id)).Where(s => s.Id is not null).Select(s => (s.Silo, s.Id!.Value))];

    internal int Silos => 1 + _joined.Count;

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
                victim._joined.Add(victim.Join(silo));
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

            if (_supervisor.HasExited || DateTime.UtcNow > end)
            {
                throw new UserErrorException($"the bridge to torment did not start: {LastOutput()}", $"Its log is {Data.LogFile}.");
            }
        }
    }

    /// <summary>A silo process dies and its supervisor with it, as when their machine does.</summary>
    internal void KillMachine(int silo, int process)
    {
        // The supervisor first: it would start another.
        var supervisor = silo == 1 ? _supervisor : _joined[silo - 2];
        supervisor.Kill();
        Signals.Kill(process);
        supervisor.WaitForExit();
        supervisor.Dispose();
    }

    /// <summary>The machine is back.</summary>
    internal void StartMachine(int silo)
    {
        if (silo == 1)
        {
            _supervisor = Up();
        }
        else
        {
            _joined[silo - 2] = Join(silo);
        }
    }

    /// <summary>Stops bridge and database cleanly.</summary>
    internal async Task StopAsync()
    {
        await Watch.DisposeAsync();
        await BridgeStop.RunAsync(Data, CancellationToken.None);
        await _supervisor.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_supervisor.HasExited)
        {
            await StopAsync();
        }

        _supervisor.Dispose();
        _joined.ForEach(j => j.Dispose());
        _api?.Http.Dispose();
        await Watch.DisposeAsync();
    }

    private Process Up() => Launch(Data.In("up.log"), ["up", "--data", Data.Path, "--port", "0", "--workers", $"{_workers}", .. _arguments]);

    private Process Join(int silo) => Launch(Data.In($"up{silo}.log"), ["up", "--join", "--data", Data.Path, "--workers", "1", .. _arguments]);

    private static Process Launch(string output, IReadOnlyList<string> arguments)
    {
        // In a session of its own: Ctrl-C is for chaos, which then stops it.
        var program = typeof(VictimBridge).Assembly.Location;
        string[] command = ["-c", "out=$1; shift; exec setsid \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo("/bin/sh", command);
        start.Environment.Remove("ConnectionStrings__Bridge");
        start.Environment.Remove("BRIDGE_API_KEY");
        return System.Diagnostics.Process.Start(start)!;
    }

    private string LastOutput() => File.Exists(Data.In("up.log")) ? string.Join(' ', File.ReadLines(Data.In("up.log")).TakeLast(3)) : "no output";
}

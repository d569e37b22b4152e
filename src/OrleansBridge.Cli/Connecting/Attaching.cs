using System.CommandLine;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Connecting;

/// <summary>How commands come to their bridge.</summary>
internal static class Attaching
{
    /// <summary>A bridge that has just started probes its browsers first: a minute on a slow machine that does other things too.</summary>
    private static readonly TimeSpan WorkerPatience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    internal static DataFolder Data(this ParseResult parsed) => DataFolder.Choose(parsed.GetValue(CommonOptions.Data));

    /// <summary>For commands that only look or write the ledger: a private bridge then has no browsers.</summary>
    internal static Task<BridgeConnection> LedgerAsync(this ParseResult parsed, CancellationToken cancellation) =>
        BridgeConnection.OpenAsync(parsed.Data(), new BridgeHostOptions(), cancellation);

    /// <summary>For commands that run tests: a private bridge then has browsers and the given workers.</summary>
    /// <exception cref="UserErrorException">No browser can run here.</exception>
    internal static async Task<BridgeConnection> FarmAsync(this ParseResult parsed, EngineOptions engine, IReadOnlyList<WorkerRequest> workers, CancellationToken cancellation)
    {
        var data = parsed.Data();
        var options = new BridgeHostOptions { Engine = await engine.PrepareAsync(data, cancellation), Workers = workers };
        var connection = await BridgeConnection.OpenAsync(data, options, cancellation);
        try
        {
            if (connection.Capabilities is { } probing)
            {
                Screen.Note($"private bridge on {connection.Endpoint.Runtime} Orleans, data in {data.Path}; probing browsers ...");
                RequireOne(await probing.WaitAsync(cancellation));
            }
            else
            {
                Screen.Note($"attached to the bridge at {connection.Endpoint.Url} ({connection.Endpoint.Runtime} Orleans, process {connection.Endpoint.Process.Id})");
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the farm's browsers can do, once a worker is there to run anything.</summary>
    internal static async Task<IReadOnlyList<BrowserCapability>> FarmCapabilitiesAsync(this BridgeConnection connection, CancellationToken cancellation)
    {
        var workers = await WorkersAsync(connection.Api, ids: null, cancellation);
        return [.. workers.SelectMany(w => w.Descriptor.Browsers).GroupBy(b => b.Browser).Select(g => g.FirstOrDefault(b => b.Problem is null) ?? g.First())];
    }

    /// <summary>Waits until the workers of these ids are alive; null: until any is.</summary>
    /// <exception cref="UserErrorException">They are not, after two minutes.</exception>
    internal static async Task<IReadOnlyList<WorkerSnapshot>> WorkersAsync(ApiClient api, IReadOnlyList<string>? ids, CancellationToken cancellation)
    {
        var patience = new Patience();
        for (var end = DateTime.UtcNow + WorkerPatience; ; await patience.WaitAsync(cancellation))
        {
            var alive = (await api.WorkersAsync(cancellation)).Where(w => w is { Alive: true, Draining: false } && ids?.Contains(w.Descriptor.WorkerId) != false).ToList();
            if (alive.Count >= (ids?.Count ?? 1))
            {
                return alive;
            }

            if (DateTime.UtcNow > end)
            {
                throw new UserErrorException(ids is null ? "the bridge has no living worker" : $"not all of {string.Join(", ", ids)} came up", "See ./bridge workers; its log is bridge.log in the data folder.");
            }
        }
    }

    /// <summary>Registers a worker; a bridge that has just started may refuse until its agent has announced itself.</summary>
    internal static async Task RegisterAsync(ApiClient api, WorkerRequest worker, CancellationToken cancellation)
    {
        var patience = new Patience();
        for (var end = DateTime.UtcNow + WorkerPatience; ; await patience.WaitAsync(cancellation))
        {
            try
            {
                await api.RegisterAsync(worker, cancellation);
                return;
            }
            catch (ApiException refused) when (DateTime.UtcNow < end && refused.Says(RegisterRefusal.NoSilo))
            {
                // Asked again below.
            }
        }
    }

    /// <summary>Waits in small steps, and says once what for.</summary>
    private sealed class Patience
    {
        private readonly DateTime _quietUntil = DateTime.UtcNow + Silence;
        private bool _said;

        internal Task WaitAsync(CancellationToken cancellation)
        {
            if (!_said && DateTime.UtcNow > _quietUntil)
            {
                Screen.Note("waiting for the bridge's browsers to be started and probed ...");
                _said = true;
            }

            return Task.Delay(100, cancellation);
        }
    }

    private static void RequireOne(IReadOnlyList<BrowserCapability> browsers)
    {
        if (browsers.All(b => b.Problem is not null))
        {
            throw new UserErrorException("no browser can run here: " + string.Join("; ", browsers.Select(b => $"{b.Browser}: {b.Problem}")));
        }
    }
}

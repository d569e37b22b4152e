using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Logging;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Hosting;
using OrleansBridge.Hosting.Api;

namespace OrleansBridge.Cli.Hosting;

/// <summary>A bridge in this process: PostgreSQL (its own or the one it joins), a silo with its agent and browsers, and the HTTP API.</summary>
internal sealed partial class BridgeHost : IAsyncDisposable
{
    private readonly DataFolder _own;
    private readonly FolderOwner _owner;
    private readonly BridgeDatabaseHost _database;
    private readonly WebApplication _app;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BridgeHost(DataFolder own, FolderOwner owner, BridgeDatabaseHost database, WebApplication app, BridgeEndpoint endpoint)
    {
        (_own, _owner, _database, _app, Endpoint) = (own, owner, database, app, endpoint);

        // Not by the host's own way to wait for this: it would stop everything once more beside us, the silo before its agent.
        app.Lifetime.ApplicationStopping.Register(_ended.SetResult);
    }

    internal BridgeEndpoint Endpoint { get; }

    /// <summary>What each browser type can do here, once probed; empty without an engine.</summary>
    internal Task<IReadOnlyList<BrowserCapability>> Capabilities => _app.Services.GetRequiredService<AgentReadiness>().Ready;

    /// <summary>Ends when the host stops by itself, as a silo does that was voted dead.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Starts one on a folder that the caller owns; the host gives the folder up when it is disposed.</summary>
    /// <param name="data">The bridge's folder.</param>
    /// <param name="owner">Who holds the silo's own folder: <see cref="DataFolder.OfSilo"/>.</param>
    /// <param name="options">What it hosts.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<BridgeHost> StartAsync(DataFolder data, FolderOwner owner, BridgeHostOptions options, CancellationToken cancellation)
    {
        var own = data.OfSilo(options.Silo);
        var database = options.Silo == 1 ? await BridgeDatabaseHost.StartAsync(data, cancellation) : await BridgeDatabaseHost.JoinAsync(data, cancellation);
        WebApplication? app = null;
        try
        {
            app = Build(own, database, options);
            LogStart(app.Logger, OrleansRuntimeName.Value, data.Path);
            await app.StartAsync(cancellation);
            var url = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            var endpoint = new BridgeEndpoint(url, ProcessIdentity.Own(), OrleansRuntimeName.Value, options.Supervised);
            endpoint.Publish(own);
            return new BridgeHost(own, owner, database, app, endpoint);
        }
        catch
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Endpoint.Withdraw(_own);
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _owner.Dispose();
    }

    private static WebApplication Build(DataFolder own, BridgeDatabaseHost database, BridgeHostOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LogFileProvider(own.LogFile, options.LogToConsole)).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("OrleansBridge", LogLevel.Information);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Api.Address, options.Api.Port));
        builder.UseOrleans(silo =>
        {
            silo.AddOrleansBridge(bridge =>
            {
                // Each silo with a name of its own, as pods have, is the first of its machine: its workers carry the name.
                var named = bridge.Cluster.SiloName;
                LocalSilo.Configure(bridge.Cluster, options.Silo, own);
                bridge.ConnectionString = database.ConnectionString;
                bridge.Engine = options.Engine;
                options.Workers.Select(w => named is null ? w : w with { WorkerId = $"{named}-{w.WorkerId}" }).ToList().ForEach(bridge.Workers.Add);
            });
            options.Further?.Invoke(silo);
        });
        var app = builder.Build();
        app.MapBridgeApi(options.Api);
        return app;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The bridge starts on Orleans runtime {Runtime}, data folder {Folder}")]
    private static partial void LogStart(ILogger logger, string runtime, string folder);

    /// <summary>The command decides when the host stops: signals are not the host's.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

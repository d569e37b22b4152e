using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBridge.Cli.Benching.Assignments;
using OrleansBridge.Cli.Logging;
using OrleansBridge.Cli.Running;
using OrleansBridge.Client;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Hosting;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>
/// A whole bridge in a silo of its own: three workers, each with one instance of one browser type, so that every side of the bench has
/// the same browsers whatever it does with them.
/// </summary>
internal sealed class MixSilo : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    private readonly IHost _host;
    private readonly IExecutionEngine _engine;

    private MixSilo(IHost host)
    {
        _host = host;
        _engine = host.Services.GetRequiredService<IExecutionEngine>();
        Bridge = new ResourcePoolBridge(host.Services.GetRequiredService<IGrainFactory>());
    }

    /// <summary>The browser types, one worker each.</summary>
    internal static IReadOnlyList<string> Types { get; } = [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge];

    internal ResourcePoolBridge Bridge { get; }

    /// <summary>What each browser type can do here.</summary>
    internal IReadOnlyList<BrowserCapability> Capabilities { get; private set; } = [];

    /// <summary>Proportional set size of all instances' processes as last read, MB (10^6 bytes); null as long as one was not.</summary>
    internal double? MemoryMb => _engine.Browsers() is { Count: > 0 } browsers && browsers.All(b => b.PssMb is not null) ? browsers.Sum(b => b.PssMb) : null;

    /// <param name="connectionString">The database, a silo's own.</param>
    /// <param name="placement">How it places.</param>
    /// <param name="engine">What runs models.</param>
    /// <param name="log">Where it writes what goes wrong.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UserErrorException">A browser type is missing, or the workers do not come up.</exception>
    internal static async Task<MixSilo> StartAsync(string connectionString, DispatcherOptions placement, Func<IServiceProvider, IExecutionEngine> engine, string log, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(new LogFileProvider(log)).SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            BenchCluster.Configure(silo);
            silo.AddOrleansBridge(bridge =>
            {
                bridge.ConnectionString = connectionString;
                bridge.Engine = engine;
                bridge.Placement = placement;
                Types.ToList().ForEach(type => bridge.Workers.Add(new() { WorkerId = type, MaxBrowsers = 1, BrowserTypes = [type] }));
            });
        });
        var host = builder.Build();
        var silo = new MixSilo(host);
        try
        {
            await host.StartAsync(cancellation);
            await silo.ComeUpAsync(host.Services.GetRequiredService<AgentReadiness>(), cancellation).WaitAsync(LongestStart, cancellation);
            return silo;
        }
        catch (TimeoutException)
        {
            await silo.DisposeAsync();
            throw new UserErrorException($"the bench's workers did not come up within {LongestStart.TotalMinutes:0} minutes", $"See {log}, and ./bridge doctor.");
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task ComeUpAsync(AgentReadiness readiness, CancellationToken cancellation)
    {
        Capabilities = await readiness.Ready.WaitAsync(cancellation);
        if (Capabilities.FirstOrDefault(c => Types.Contains(c.Browser) && c.Problem is not null) is { } missing)
        {
            throw new UserErrorException($"the mix needs three browser types, and {missing.Browser} cannot run here: {missing.Problem}", "See ./bridge doctor.");
        }

        while ((await Bridge.GetWorkersAsync(cancellation)).Count(w => w.Alive) < Types.Count)
        {
            await Task.Delay(50, cancellation);
        }
    }
}

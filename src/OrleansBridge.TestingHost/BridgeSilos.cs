using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansBridge.Client;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Hosting;
using OrleansBridge.TestingHost.Simulation;
using OrleansBridge.Workers;

namespace OrleansBridge.TestingHost;

/// <summary>The silos of a test cluster, from their options to their workers.</summary>
internal static class BridgeSilos
{
    /// <summary>Browsers start one after another, and on a busy machine slowly.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    /// <summary>A browser that hangs is given up backend by backend; with this much there is time for all, and for saying which.</summary>
    private static readonly TimeSpan BrowserPatience = TimeSpan.FromMinutes(10);

    public static InProcessTestCluster Build(BridgeTestClusterOptions options, string database, string folder, ConcurrentQueue<ExecutionRequest> runs)
    {
        var builder = new InProcessTestClusterBuilder(options.Silos);

        // One service over its clusters: what an earlier one committed is there for a later one on its database.
        builder.Options.ServiceId = "bridge";
        var started = 0;
        builder.ConfigureSilo((_, silo) =>
        {
            var number = Interlocked.Increment(ref started);
            silo.AddOrleansBridge(bridge =>
            {
                bridge.ConnectionString = database;
                bridge.Engine = options.Engine
                    ?? (options.Browsers is { } browsers
                        ? _ => browsers.Engine(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture)))
                        : services => new SimulatedEngine(options.Script, options.SimulatedBrowsers, runs.Enqueue, services.GetService<TimeProvider>()));
                for (var worker = (number - 1) * options.WorkersPerSilo + 1; worker <= number * options.WorkersPerSilo; worker++)
                {
                    bridge.Workers.Add(new WorkerRequest { WorkerId = $"worker{worker}", MaxBrowsers = options.BrowsersPerWorker });
                }
            });
            options.ConfigureSilo?.Invoke(silo);
        });
        if (options.ConfigureClient is { } client)
        {
            builder.ConfigureClient(client);
        }

        return builder.Build();
    }

    /// <summary>Waits until the workers take tests.</summary>
    /// <exception cref="Browsers.BrowserSetupException">A silo has no browser that runs.</exception>
    /// <exception cref="TimeoutException">They did not come up in time.</exception>
    public static async Task WorkersAsync(this InProcessTestCluster silos, ResourcePoolBridge bridge, BridgeTestClusterOptions options, CancellationToken cancellation)
    {
        var patience = options.Browsers is null ? StartPatience : BrowserPatience;

        // Ends at once with the reason where an engine does not start.
        await Task.WhenAll(silos.Silos.Select(silo => BrowsersAsync(silo, options.WorkersPerSilo > 0, patience, cancellation)));
        var expected = options.Silos * options.WorkersPerSilo;
        var alive = 0;
        await Eventually.HoldsAsync(
            async () => (alive = (await bridge.GetWorkersAsync(cancellation)).Count(w => w.Alive)) >= expected,
            () => $"{alive} of {expected} workers came up",
            cancellation);
    }

    private static async Task BrowsersAsync(InProcessSiloHandle silo, bool needed, TimeSpan patience, CancellationToken cancellation)
    {
        var ready = silo.ServiceProvider.GetRequiredService<AgentReadiness>().Ready;
        try
        {
            await ready.WaitAsync(patience, cancellation);
        }
        catch (TimeoutException) when (!ready.IsCompleted)
        {
            throw new TimeoutException($"the engine of silo {silo.Name} has not started its browsers within {patience.TotalMinutes:0} minutes");
        }

        var browsers = await ready;
        if (needed && browsers.All(browser => browser.Problem is not null))
        {
            throw new Browsers.BrowserSetupException($"no browser runs on silo {silo.Name}: "
                + (browsers.Count == 0 ? "its engine has none" : string.Join("; ", browsers.Select(browser => $"{browser.Browser}: {browser.Problem}"))));
        }
    }
}

using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Several silos and a client in this process.</summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;
    private int _started;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    public InProcessTestClusterOptions Options { get; }

    public ReadOnlyCollection<InProcessSiloHandle> Silos
    {
        get
        {
            lock (_silos)
            {
                return new List<InProcessSiloHandle>(_silos).AsReadOnly();
            }
        }
    }

    public IClusterClient Client => _client?.Services.GetRequiredService<IClusterClient>() ?? throw new InvalidOperationException(
        "The test cluster client is unavailable because the cluster has not been deployed or has been stopped.");

    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null)
    {
        var silos = Silos;
        var handle = silo is null ? silos[Random.Shared.Next(silos.Count)] : silos.FirstOrDefault(s => s.SiloAddress.Equals(silo));
        return handle?.ServiceProvider ?? throw new ArgumentException($"The provided silo address '{silo}' is unknown.", nameof(silo));
    }

    public Task DeployAsync() => DeployAsync(CancellationToken.None);

    public async Task DeployAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartSilosAsync(Options.InitialSilosCount);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch
        {
            await StopAllSilosAsync();
            throw;
        }

        if (Options.InitializeClientOnDeploy)
        {
            await InitializeClientAsync();
        }
    }

    public IEnumerable<InProcessSiloHandle> GetActiveSilos() => Silos.Where(s => s.IsActive);

    public InProcessSiloHandle? GetSiloForAddress(SiloAddress siloAddress) => GetActiveSilos().FirstOrDefault(s => s.SiloAddress.Equals(siloAddress));

    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync() => (await StartSilosAsync(1))[0];

    public async Task<List<InProcessSiloHandle>> StartSilosAsync(int silosToStart)
    {
        var started = await Task.WhenAll(Enumerable.Range(0, silosToStart).Select(_ => StartAsync(Interlocked.Increment(ref _started) - 1)));
        return [.. started];
    }

    public async Task StopSiloAsync(InProcessSiloHandle instance) => await EndAsync(instance, gracefully: true);

    /// <summary>Ends a silo as a crash would.</summary>
    public async Task KillSiloAsync(InProcessSiloHandle instance) => await EndAsync(instance, gracefully: false);

    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        await StopSiloAsync(instance);
        return await StartAsync(instance.InstanceNumber);
    }

    public async Task StopSilosAsync()
    {
        foreach (var silo in Silos)
        {
            await StopSiloAsync(silo);
        }
    }

    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await StopSilosAsync();
    }

    public async Task InitializeClientAsync()
    {
        await StopClusterClientAsync();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development, DisableDefaults = true });
        foreach (var configure in Options.ClientHostConfigurationDelegates)
        {
            configure(builder);
        }

        builder.UseOrleansClient(client => client.Configure<ClusterOptions>(o => TestSilos.Name(o, Options)));
        _client = builder.Build();
        await _client.StartAsync();
    }

    public async Task StopClusterClientAsync()
    {
        if (Interlocked.Exchange(ref _client, null) is { } client)
        {
            await client.StopAsync();
            await ((IAsyncDisposable)client).DisposeAsync();
        }
    }

    /// <summary>All that a cluster does to settle after a silo came or went is done at once here.</summary>
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
    }

    public void Dispose() => Task.Run(StopAllSilosAsync).GetAwaiter().GetResult();

    private async Task<InProcessSiloHandle> StartAsync(int instance)
    {
        var handle = await TestSilos.StartAsync(Options, instance);
        lock (_silos)
        {
            _silos.Add(handle);
        }

        return handle;
    }

    private async Task EndAsync(InProcessSiloHandle silo, bool gracefully)
    {
        try
        {
            await silo.StopSiloAsync(gracefully);
        }
        finally
        {
            await silo.DisposeAsync();
            lock (_silos)
            {
                _silos.Remove(silo);
            }
        }
    }
}

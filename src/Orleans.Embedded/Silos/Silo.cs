using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One silo: a host for activations, in the same process as its whole cluster.</summary>
internal sealed partial class Silo : ILocalSiloDetails, IDisposable
{
    private readonly ConcurrentDictionary<Activation, bool> _activations = new();
    private readonly ConcurrentDictionary<GrainId, StatelessWorkers> _workers = new();
    private readonly ClusterOptions _cluster;
    private ITimer? _collector;

    public Silo(
        IServiceProvider services,
        IOptions<ClusterOptions> cluster,
        IOptions<SiloOptions> silo,
        IOptions<EndpointOptions> endpoint,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        IOptions<EmbeddedOptions> embedded,
        ILogger<Silo> logger)
    {
        _cluster = cluster.Value;
        Name = silo.Value.SiloName;
        Services = services;
        Logger = logger;
        Collection = collection.Value;
        var address = endpoint.Value.AdvertisedIPAddress ?? System.Net.IPAddress.Loopback;
        Address = SiloAddress.New(address, endpoint.Value.SiloPort, SiloAddress.AllocateNewGeneration());
        GatewayAddress = SiloAddress.New(address, endpoint.Value.GatewayPort, 0);
        Runtime = new CallRuntime(services, EmbeddedCluster.Of(_cluster.ClusterId, embedded.Value), messaging.Value.ResponseTimeout) { Silo = this };
    }

    public string Name { get; }

    public string ClusterId => _cluster.ClusterId;

    public string DnsHostName => System.Net.Dns.GetHostName();

    public SiloAddress Address { get; }

    public SiloAddress SiloAddress => Address;

    public SiloAddress GatewayAddress { get; }

    public IServiceProvider Services { get; }

    public ILogger Logger { get; }

    public GrainCollectionOptions Collection { get; }

    public CallRuntime Runtime { get; }

    public SiloState State { get; private set; }

    /// <summary>Opens the silo for activations.</summary>
    public void Join()
    {
        Runtime.Cluster.Join(this);
        State = SiloState.Active;
        _collector = Runtime.Time.CreateTimer(_ => Collect(), null, Collection.CollectionQuantum, Collection.CollectionQuantum);
        LogJoined(Logger, Address, ClusterId, Runtime.Cluster.Seed);
    }

    /// <summary>Ends all activations in good order. New ones go to other silos.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (State != SiloState.Active)
        {
            return;
        }

        State = SiloState.Stopping;
        Runtime.Cluster.Leave(this);
        _collector?.Dispose();
        while (_activations.Keys.ToArray() is { Length: > 0 } left)
        {
            foreach (var activation in left)
            {
                activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "This process is terminating."), CancellationToken.None);
            }

            await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the silo at once, as a crash would.</summary>
    public void Die()
    {
        if (State == SiloState.Dead)
        {
            return;
        }

        State = SiloState.Dead;
        _collector?.Dispose();
        Runtime.Cluster.Leave(this);
        foreach (var activation in _activations.Keys)
        {
            Runtime.Cluster.Forget(activation);
            activation.Abandon();
        }

        Runtime.Close("The local Orleans host is shutting down and can no longer process the request.");
        Runtime.Cluster.Bury(this);
    }

    public Activation Activate(GrainClass grainClass, GrainId id)
    {
        var activation = new Activation(this, grainClass, id);
        _activations[activation] = true;
        return activation;
    }

    public void Receive(GrainClass grainClass, Message message)
    {
        message.TargetSilo = this;
        _workers.GetOrAdd(message.Request.Target, id => new StatelessWorkers(this, grainClass, id)).Receive(message);
    }

    /// <summary>Forgets an activation that has ended.</summary>
    public void Remove(Activation activation)
    {
        Runtime.Cluster.Forget(activation);
        if (_workers.TryGetValue(activation.GrainId, out var workers))
        {
            workers.Remove(activation);
        }

        _activations.TryRemove(activation, out _);
    }

    public void Dispose() => Die();

    public override string ToString() => $"{Name} {Address}";

    private void Collect()
    {
        foreach (var activation in _activations.Keys)
        {
            activation.CollectIfIdle();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedded silo {Silo} joined cluster {Cluster} (seed {Seed})")]
    private static partial void LogJoined(ILogger logger, SiloAddress silo, string cluster, int seed);
}

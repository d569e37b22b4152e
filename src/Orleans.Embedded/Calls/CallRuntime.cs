using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One silo's or client's way into the cluster: sends calls and waits for their answers.</summary>
internal sealed class CallRuntime : IDisposable
{
    /// <summary>The grain type of clients and their observers.</summary>
    public static readonly GrainType ClientType = GrainType.Create("sys.client");

    private readonly ConcurrentDictionary<Type, GrainInterface> _interfaces = new();
    private readonly ConcurrentDictionary<long, Message> _pending = new();
    private readonly TimeSpan _timeout;
    private readonly ITimer _expiry;
    private Exception? _closed;

    public CallRuntime(IServiceProvider services, EmbeddedCluster cluster, TimeSpan timeout)
    {
        _timeout = timeout;
        Services = services;
        Cluster = cluster;
        Time = services.GetRequiredService<TimeProvider>();
        Copier = new Copier(services);
        Participants = [.. services.GetServices<ICallParticipant>()];
        ClientId = GrainId.Create(ClientType, Guid.NewGuid().ToString("N"));
        Observers = new ObserverTable(this);
        Factory = new GrainFactory(this);
        var period = TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds, 1, 1000));
        _expiry = Time.CreateTimer(_ => Expire(), null, period, period);
        cluster.Add(this);
    }

    public IServiceProvider Services { get; }

    public EmbeddedCluster Cluster { get; }

    /// <summary>Null for a client.</summary>
    public Silo? Silo { get; init; }

    public TimeProvider Time { get; }

    public Copier Copier { get; }

    public ICallParticipant[] Participants { get; }

    /// <summary>Who calls when no grain does; the first half of its observers' ids.</summary>
    public GrainId ClientId { get; }

    public ObserverTable Observers { get; }

    public GrainFactory Factory { get; }

    // Enumerated without the snapshot, and the locks, that Values takes.
    private IEnumerable<Message> UnderWay => _pending.Select(p => p.Value);

    public GrainInterface Interface(Type type) => _interfaces.TryGetValue(type, out var known)
        ? known
        : _interfaces.GetOrAdd(type, new GrainInterface(this, type));

    /// <summary>Sends a call. The arguments are copied before this returns.</summary>
    public ValueTask<CallResponse> SendAsync(GrainId target, Type type, int index, object?[] arguments)
    {
        var method = Interface(type).Methods[index];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = method.SharesArgument[i] ? arguments[i] : Copier.Copy(arguments[i], Cluster.RuntimeOf(target));
        }

        return method.Send(new CallRequest { Method = method, Interface = type, MethodIndex = index, Target = target, Arguments = arguments });
    }

    /// <summary>The end of the caller's half.</summary>
    public async ValueTask<CallResponse> DispatchAsync(CallRequest request)
    {
        var token = request.Method.TokenIndex < 0 ? default : (CancellationToken)request.Arguments[request.Method.TokenIndex]!;
        token.ThrowIfCancellationRequested();
        var message = new Message(request, this, RuntimeContext.Current?.GrainId ?? ClientId, request.Method.ResponseTimeout ?? _timeout);
        if (message.Reply is not { } reply)
        {
            if (_closed is null && !Cluster.Loses(message))
            {
                Cluster.Route(message);
            }

            return CallResponse.Of(null);
        }

        _pending[message.Id] = message;
        using var registration = token.UnsafeRegister(static (state, cancelled) => Cancel((Message)state!, cancelled), message);
        if (_closed is { } closed)
        {
            message.Fail(closed);
        }
        else
        {
            Cluster.Route(message);
        }

        return await reply.ConfigureAwait(false);
    }

    public void Forget(Message message) => _pending.TryRemove(message.Id, out _);

    /// <summary>Fails what is under way to a silo that died.</summary>
    public void OnSiloDead(Silo silo)
    {
        foreach (var message in UnderWay.Where(m => m.TargetSilo == silo))
        {
            message.Fail(new SiloUnavailableException($"The target silo became unavailable for message: {message}."));
        }
    }

    /// <summary>Fails all that is under way and all that comes.</summary>
    public void Close(string why)
    {
        _closed = new SiloUnavailableException(why);
        _expiry.Dispose();
        Cluster.Remove(this);
        foreach (var message in UnderWay)
        {
            message.Fail(new SiloUnavailableException(why));
        }
    }

    public void Dispose() => Close("The client has been stopped and can no longer process requests.");

    private static void Cancel(Message message, CancellationToken token)
    {
        message.Fail(new OperationCanceledException(token));
        message.CancelCallee();
    }

    private void Expire()
    {
        foreach (var message in UnderWay.Where(m => m.Expired))
        {
            message.TimeOut();
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One grain in memory: its queue of calls, its life, its turns.</summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock _lock = new();
    private readonly List<Turn> _waiting = [];
    private readonly HashSet<Turn> _running = [];
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivationScheduler _scheduler;
    private readonly Lifecycle _lifecycle = new();
    private readonly ILogger _logger;
    private AsyncServiceScope? _scope;
    private ActivationState _state;
    private Turn? _blocking;
    private bool _changing;
    private bool _wasValid;
    private bool _posted;
    private DeactivationReason _reason;
    private CancellationTokenSource? _starting;
    private long _idleSince;
    private DateTimeOffset _keepUntil;

    public Activation(Silo silo, GrainClass grainClass, GrainId id)
    {
        Silo = silo;
        Class = grainClass;
        GrainId = id;
        GrainReference = new GrainReference(silo.Runtime, id);
        _scheduler = new(this);
        _logger = silo.Logger;
        _idleSince = silo.Runtime.Time.GetTimestamp();
    }

    public Silo Silo { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public GrainReference GrainReference { get; }

    public object? GrainInstance => Instance;

    public object? Instance { get; private set; }

    public IServiceProvider ActivationServices => (_scope ??= Silo.Services.CreateAsyncScope()).ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public Task Deactivated => _deactivated.Task;

    /// <summary>Whether it has nothing to do.</summary>
    public bool Idle
    {
        get
        {
            lock (_lock)
            {
                return _running.Count == 0 && _waiting.Count == 0;
            }
        }
    }

    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Takes a turn into its queue.</summary>
    /// <returns>False when the activation has ended and the turn must go elsewhere.</returns>
    public bool TryReceive(Turn turn)
    {
        lock (_lock)
        {
            if (_state == ActivationState.Invalid)
            {
                return false;
            }

            _waiting.Add(turn);
        }

        Wake();
        return true;
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Invalid)
            {
                return;
            }

            _reason = deactivationReason;
            _wasValid = _state == ActivationState.Valid;
            _state = ActivationState.Deactivating;
        }

        _starting?.Cancel();
        Wake();
    }

    public void DelayDeactivation(TimeSpan time)
    {
        var now = Silo.Runtime.Time.GetUtcNow();
        _keepUntil = time == Timeout.InfiniteTimeSpan || time > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + time;
    }

    /// <summary>Ends the activation if nobody used it for so long.</summary>
    public void CollectIfIdle()
    {
        var time = Silo.Runtime.Time;
        var age = Class.AgeLimit ?? Silo.Collection.CollectionAge;
        if (age != Timeout.InfiniteTimeSpan && Idle && time.GetElapsedTime(Interlocked.Read(ref _idleSince)) >= age && _keepUntil < time.GetUtcNow())
        {
            Deactivate(new(DeactivationReasonCode.ActivationIdle, $"This activation has been idle for longer than {age}."));
        }
    }

    /// <summary>Ends the activation at once: its silo died.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _state = ActivationState.Invalid;
            _waiting.Clear();
        }

        DisposeTimers();
        _deactivated.TrySetResult();
    }

    public void OnFailedCall(Exception exception)
    {
        if (exception is Storage.InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            // Only the activation it came from has the wrong state.
            inconsistent.IsSourceActivation = false;
            Deactivate(new(DeactivationReasonCode.ApplicationError, exception.ToString()));
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"[Activation: {Silo.Address}/{GrainId}]";
}

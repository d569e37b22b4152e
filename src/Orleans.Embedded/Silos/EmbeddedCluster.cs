using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The silos and clients of one cluster id in this process, and the directory that gives each grain one activation.</summary>
internal sealed class EmbeddedCluster(EmbeddedOptions options)
{
    private static readonly ConcurrentDictionary<string, EmbeddedCluster> Clusters = new();

    private readonly ConcurrentDictionary<GrainId, Activation> _directory = new();
    private readonly ConcurrentDictionary<GrainId, CallRuntime> _runtimes = new();
    private readonly Random _random = new(options.Seed);
    private Silo[] _silos = [];

    public int Seed => options.Seed;

    public IReadOnlyList<Silo> Silos => _silos;

    public ConcurrentDictionary<(GrainId Grain, string Name), Reminder> Reminders { get; } = new();

    public MemoryReminderTable MemoryReminders { get; } = new();

    public ConcurrentDictionary<(string Storage, string State, GrainId Grain), (object? State, string ETag)> MemoryStates { get; } = new();

    public static EmbeddedCluster Of(string clusterId, EmbeddedOptions options) => Clusters.GetOrAdd(clusterId, _ => new EmbeddedCluster(options));

    public void Add(CallRuntime runtime) => _runtimes[runtime.ClientId] = runtime;

    public void Remove(CallRuntime runtime)
    {
        _runtimes.TryRemove(runtime.ClientId, out _);
        if (_runtimes.IsEmpty)
        {
            foreach (var reminder in Reminders.Values)
            {
                reminder.Dispose();
            }

            foreach (var (id, _) in Clusters.Where(c => c.Value == this))
            {
                Clusters.TryRemove(new(id, this));
            }
        }
    }

    public void Join(Silo silo) => ImmutableUpdate(silos => Array.Exists(silos, s => s.Address.Endpoint.Equals(silo.Address.Endpoint) && s.Address.Endpoint.Port != 0)
        ? throw new OrleansConfigurationException($"Another silo of cluster '{silo.ClusterId}' in this process has the address {silo.Address.Endpoint}: give this one another port or another cluster id.")
        : [.. silos, silo]);

    /// <summary>Places nothing more on a silo.</summary>
    public void Leave(Silo silo) => ImmutableUpdate(silos => [.. silos.Where(s => s != silo)]);

    /// <summary>Fails what is under way to a silo that is gone.</summary>
    public void Bury(Silo silo)
    {
        foreach (var runtime in _runtimes.Values)
        {
            runtime.OnSiloDead(silo);
        }
    }

    public void Forget(Activation activation) => _directory.TryRemove(new(activation.GrainId, activation));

    /// <summary>Whose references the arguments of a call become, or null for a grain's.</summary>
    public CallRuntime? RuntimeOf(GrainId target) => target.Type == CallRuntime.ClientType ? _runtimes.GetValueOrDefault(ClientOf(target)) : null;

    /// <summary>Brings a call to its target, activating it if need be.</summary>
    public void Route(Message message)
    {
        var target = message.Request.Target;
        if (GrainClasses.Of(target.Type) is { } grainClass)
        {
            Route(message, grainClass, target);
        }
        else if (target.Type != CallRuntime.ClientType)
        {
            message.Fail(new OrleansMessageRejectionException($"Could not find an implementation for grain type {target.Type}."));
        }
        else if (RuntimeOf(target) is { } client)
        {
            message.TargetSilo = client.Silo;
            client.Observers.Receive(message);
        }
        else
        {
            message.Fail(new ClientNotAvailableException($"No activation for client {ClientOf(target)}"));
        }
    }

    /// <summary>How far from the front the next call is drawn.</summary>
    public int Shuffle(int waiting) => waiting < 2 ? 0 : Draw(Math.Min(waiting, options.ShuffleWindow));

    /// <summary>Whether this one-way call gets lost.</summary>
    public bool Loses(Message message)
    {
        if (options.LostOneWayCalls <= 0 || message.Reply is not null)
        {
            return false;
        }

        lock (_random)
        {
            return _random.NextDouble() < options.LostOneWayCalls;
        }
    }

    private static GrainId ClientOf(GrainId observer)
    {
        var key = observer.Key.ToString();
        var plus = key.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? observer : GrainId.Create(observer.Type, key[..plus]);
    }

    private void Route(Message message, GrainClass grainClass, GrainId target)
    {
        while (true)
        {
            if (!_directory.TryGetValue(target, out var activation))
            {
                var silos = _silos;
                if (silos.Length == 0)
                {
                    message.Fail(new SiloUnavailableException($"No silo of the cluster is active for message: {message}."));
                    return;
                }

                var silo = message.Sender.Silo is { State: SiloState.Active } local && grainClass.LocalWorkers is not null ? local : silos[Draw(silos.Length)];
                if (grainClass.LocalWorkers is not null)
                {
                    silo.Receive(grainClass, message);
                    return;
                }

                activation = Place(grainClass, target, silo);
            }

            message.TargetSilo = activation.Silo;
            if (activation.TryReceive(message))
            {
                return;
            }
        }
    }

    private Activation Place(GrainClass grainClass, GrainId target, Silo silo)
    {
        var created = silo.Activate(grainClass, target);
        var winner = _directory.GetOrAdd(target, created);
        if (winner != created)
        {
            silo.Remove(created);
        }
        else if (silo.State != SiloState.Active)
        {
            // It began to end since it was chosen, and may have looked for its activations already.
            silo.Remove(created);
            created.Abandon();
        }

        return winner;
    }

    private int Draw(int count)
    {
        lock (_random)
        {
            return _random.Next(count);
        }
    }

    private void ImmutableUpdate(Func<Silo[], Silo[]> change)
    {
        lock (_directory)
        {
            _silos = change(_silos);
        }
    }
}

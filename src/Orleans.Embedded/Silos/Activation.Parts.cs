namespace Orleans.Embedded;

/// <summary>What belongs to an activation besides its grain: timers, extensions, sections that calls may re-enter.</summary>
internal sealed partial class Activation
{
    private readonly Dictionary<Guid, int> _sections = [];
    private readonly HashSet<GrainTimer> _timers = [];
    private readonly Dictionary<Type, object> _extensions = [];

    /// <summary>Who answers calls of an interface: the grain, or what extends it.</summary>
    public object TargetOf(Type interfaceType) => _extensions.TryGetValue(interfaceType, out var extension) ? extension : Instance!;

    /// <summary>Lets something else than the grain answer an interface. Only while the activation starts.</summary>
    public TExtension Extend<TInterface, TExtension>()
        where TExtension : TInterface, new()
    {
        if (!_extensions.TryGetValue(typeof(TInterface), out var extension))
        {
            _extensions.Add(typeof(TInterface), extension = new TExtension());
        }

        return (TExtension)extension;
    }

    public void EnterSection(Guid reentrancyId)
    {
        if (reentrancyId != Guid.Empty)
        {
            lock (_lock)
            {
                _sections[reentrancyId] = _sections.GetValueOrDefault(reentrancyId) + 1;
            }

            Wake();
        }
    }

    public void LeaveSection(Guid reentrancyId)
    {
        lock (_lock)
        {
            if (_sections.TryGetValue(reentrancyId, out var depth) && --depth > 0)
            {
                _sections[reentrancyId] = depth;
            }
            else
            {
                _sections.Remove(reentrancyId);
            }
        }
    }

    public void Add(GrainTimer timer)
    {
        lock (_lock)
        {
            _timers.Add(timer);
        }
    }

    public void Remove(GrainTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_lock)
        {
            timers = [.. _timers];
            _timers.Clear();
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}

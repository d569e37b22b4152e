namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>Events by time, those at one time in the order they were added. A heap in one array: nothing is allocated an event.</summary>
internal sealed class EventQueue
{
    private const int Branches = 4;

    private (SimEvent Event, long Order)[] _heap = new (SimEvent, long)[64];
    private long _added;

    public int Count { get; private set; }

    /// <summary>When the next one happens; infinity when there is none.</summary>
    public double Next => Count > 0 ? _heap[0].Event.At : double.PositiveInfinity;

    public void Add(in SimEvent added)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var item = (added, _added++);
        var at = Count++;
        while (at > 0 && IsBefore(item, _heap[(at - 1) / Branches]))
        {
            _heap[at] = _heap[(at - 1) / Branches];
            at = (at - 1) / Branches;
        }

        _heap[at] = item;
    }

    public SimEvent Take()
    {
        var first = _heap[0].Event;
        var last = _heap[--Count];
        var at = 0;
        for (var child = 1; child < Count; child = at * Branches + 1)
        {
            var least = child;
            for (var other = child + 1; other < Math.Min(child + Branches, Count); other++)
            {
                if (IsBefore(_heap[other], _heap[least]))
                {
                    least = other;
                }
            }

            if (!IsBefore(_heap[least], last))
            {
                break;
            }

            _heap[at] = _heap[least];
            at = least;
        }

        _heap[at] = last;
        return first;
    }

    private static bool IsBefore(in (SimEvent Event, long Order) a, in (SimEvent Event, long Order) b) =>
        a.Event.At < b.Event.At || (a.Event.At == b.Event.At && a.Order < b.Order);
}

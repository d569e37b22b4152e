using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>The worker's ledger rules: reserved slots are live assignments and never exceed the capacity.</summary>
internal static class WorkerTransitions
{
    public static long Register(this WorkerState state, WorkerDescriptor descriptor)
    {
        state.Descriptor = descriptor;
        state.Draining = false;
        return ++state.Generation;
    }

    public static bool Reserve(this WorkerState state, RunKey run, long generation, bool exclusive)
    {
        if (state.Descriptor is null || state.Draining || state.Generation != generation)
        {
            return false;
        }

        if (state.Slots.Any(s => s.Run == run))
        {
            return true;
        }

        if (state.Slots.Count >= state.Descriptor.Capacity || state.Slots.Any(s => s.Exclusive) || (exclusive && state.Slots.Count > 0))
        {
            return false;
        }

        state.Slots.Add(new Slot(run, exclusive));
        return true;
    }

    public static void Release(this WorkerState state, RunKey run) => state.Slots.RemoveAll(s => s.Run == run);

    public static bool Drain(this WorkerState state, bool draining)
    {
        var changed = state.Draining != draining;
        state.Draining = draining;
        return changed;
    }
}

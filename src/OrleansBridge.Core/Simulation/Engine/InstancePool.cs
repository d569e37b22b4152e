namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>
/// Gives tests in line an instance as a worker's real pool does: the first in line first, an idle instance of its type that has
/// the model loaded before others, else a launch, for which an idle instance that nobody in line wants makes room.
/// </summary>
internal sealed class InstancePool(FarmState farm, EventQueue events, Meter meter, Action<int, InstanceNode> start)
{
    /// <summary>The instances a warm pool starts with: the worker's types in turn.</summary>
    public void Warm(WorkerNode worker)
    {
        for (var i = 0; i < worker.Worker.MaxBrowsers; i++)
        {
            Add(worker, worker.Browsers[i % worker.Browsers.Length]);
        }
    }

    public void Launched(WorkerNode worker, int browser)
    {
        worker.Launched(browser);
        Add(worker, browser);
        Serve(worker);
    }

    public void Remove(WorkerNode worker, InstanceNode instance)
    {
        worker.Instances.Remove(instance);
        meter.Memory(-instance.Megabytes);
    }

    /// <summary>Starts what can start, launches what is wanted.</summary>
    public void Serve(WorkerNode worker)
    {
        for (int test = worker.Head, next; test >= 0; test = next)
        {
            next = farm.Runs[test].Next;
            var full = worker.Instances.Count + worker.Launching >= worker.Worker.MaxBrowsers;
            if (full && worker.Running == worker.Instances.Count)
            {
                return;
            }

            var browser = farm.Runs[test].Browser;
            if (Idle(worker, test) is { } free)
            {
                start(test, free);
            }
            else if (worker.LaunchesOf(browser).Count < worker.InLineOf(browser) && (!full || MakeRoom(worker)))
            {
                var until = farm.Now + farm.Speeds.Costs(browser).LaunchSeconds;
                worker.Launch(browser, until);
                events.Add(new(until, EventKind.Launched, worker.Index, worker.Generation, browser));
            }
        }
    }

    private void Add(WorkerNode worker, int browser)
    {
        var instance = new InstanceNode(browser, farm.Speeds.Costs(browser).Megabytes, farm.Now);
        worker.Instances.Add(instance);
        meter.Memory(instance.Megabytes);
    }

    private InstanceNode? Idle(WorkerNode worker, int test)
    {
        InstanceNode? idle = null;
        foreach (var instance in worker.Instances)
        {
            if (instance.Test < 0 && CanUse(test, instance))
            {
                if (instance.Holds(farm.Speeds.Session(farm.Model(test), farm.Runs[test].Backend)))
                {
                    return instance;
                }

                idle ??= instance;
            }
        }

        return idle;
    }

    private bool MakeRoom(WorkerNode worker)
    {
        InstanceNode? victim = null;
        foreach (var instance in worker.Instances)
        {
            if (instance.Test < 0 && !IsWanted(worker, instance) && (victim is null || instance.IdleSince < victim.IdleSince))
            {
                victim = instance;
            }
        }

        if (victim is null)
        {
            return false;
        }

        Remove(worker, victim);
        return true;
    }

    private bool IsWanted(WorkerNode worker, InstanceNode instance)
    {
        for (var test = worker.InLineOf(instance.Browser) > 0 ? worker.Head : -1; test >= 0; test = farm.Runs[test].Next)
        {
            if (CanUse(test, instance))
            {
                return true;
            }
        }

        return false;
    }

    private bool CanUse(int test, InstanceNode instance)
    {
        ref readonly var run = ref farm.Runs[test];
        return run.Browser == instance.Browser && !(run.Fresh && instance.Used);
    }
}

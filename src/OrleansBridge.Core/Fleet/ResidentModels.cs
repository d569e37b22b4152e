namespace OrleansBridge.Core.Fleet;

/// <summary>Which models a run would find loaded on a worker's browser type.</summary>
internal static class ResidentModels
{
    /// <summary>Those its instances name, and where a run would have to wait those of the runs before it.</summary>
    public static IEnumerable<string> On(WorkerView worker, string browser)
    {
        var (instances, active) = (0, 0);
        foreach (var instance in worker.Browsers)
        {
            if (instance.Browser == browser)
            {
                instances++;
                foreach (var name in instance.Resident)
                {
                    yield return name;
                }
            }
        }

        foreach (var (_, type) in worker.Runs)
        {
            active += type == browser ? 1 : 0;
        }

        if (active < instances || instances == 0)
        {
            yield break;
        }

        foreach (var (run, type) in worker.Runs)
        {
            if (type == browser && worker.Models.TryGetValue(run, out var model))
            {
                yield return model;
            }
        }
    }

    /// <param name="worker">The worker.</param>
    /// <param name="browser">The browser type; only its instances count.</param>
    /// <param name="names">What an instance may call the model.</param>
    public static bool Has(WorkerView worker, string browser, IReadOnlyList<string> names)
    {
        foreach (var resident in On(worker, browser))
        {
            foreach (var name in names)
            {
                if (resident == name)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

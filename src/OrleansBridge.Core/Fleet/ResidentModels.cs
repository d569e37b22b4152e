namespace OrleansBridge.Core.Fleet;

/// <summary>Whether a worker has a model loaded.</summary>
internal static class ResidentModels
{
    /// <param name="worker">The worker.</param>
    /// <param name="browser">The browser type; only its instances count.</param>
    /// <param name="names">What an instance may call the model.</param>
    public static bool Has(WorkerView worker, string browser, IReadOnlyList<string> names)
    {
        foreach (var instance in worker.Browsers)
        {
            if (instance.Browser != browser)
            {
                continue;
            }

            foreach (var name in names)
            {
                if (instance.Resident.Contains(name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

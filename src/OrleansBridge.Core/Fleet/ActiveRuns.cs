namespace OrleansBridge.Core.Fleet;

/// <summary>How many runs of a model are on a browser type, over all workers.</summary>
internal sealed class ActiveRuns
{
    private readonly Dictionary<(string Browser, string Model), int> _counts = [];

    public int Of(string browser, string model) => _counts.GetValueOrDefault((browser, model));

    public void Add(WorkerView worker, int sign)
    {
        foreach (var (run, browser) in worker.Runs)
        {
            if (!worker.Models.TryGetValue(run, out var model))
            {
                continue;
            }

            var left = Of(browser, model) + sign;
            if (left == 0)
            {
                _counts.Remove((browser, model));
            }
            else
            {
                _counts[(browser, model)] = left;
            }
        }
    }
}

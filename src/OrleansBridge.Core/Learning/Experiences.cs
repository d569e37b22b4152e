namespace OrleansBridge.Core.Learning;

/// <summary>What is known of one model, or of one model type, by browser type and backend: a handful, so a list is searched.</summary>
internal sealed class Experiences
{
    private readonly List<(string Browser, string Backend, Experience Known)> _all = [];

    public IReadOnlyList<(string Browser, string Backend, Experience Known)> All => _all;

    /// <summary>Runs observed in all.</summary>
    public long Count { get; private set; }

    public Experience? Find(string browser, string backend)
    {
        foreach (var (b, k, known) in _all)
        {
            if (b == browser && k == backend)
            {
                return known;
            }
        }

        return null;
    }

    public void Observe(RunObservation run, double halfLife, double outlier, int changeAfter)
    {
        if (Find(run.Browser, run.Backend) is not { } known)
        {
            _all.Add((run.Browser, run.Backend, known = new Experience()));
        }

        known.Observe(run, ++Count, halfLife, outlier, changeAfter);
    }
}

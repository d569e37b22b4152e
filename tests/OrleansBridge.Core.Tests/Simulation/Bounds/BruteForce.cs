using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation.Bounds;

/// <summary>
/// The least makespan of a tiny workload: every order of every choice of tests on every slot, each as any of its worker's browser types.
/// A slot starts with one of them, the worker's types in turn, and no model; another type is launched, before the test comes if need be,
/// and has no model either.
/// </summary>
internal sealed class BruteForce
{
    private readonly Workload _workload;
    private readonly SpeedTable _speeds;
    private readonly List<(int[] Browsers, int Starts)> _slots = [];
    private double _best = double.PositiveInfinity;

    private BruteForce(Workload workload, SpeedProfile profile)
    {
        (_workload, _speeds) = (workload, new SpeedTable(workload, profile));
        foreach (var worker in workload.Workers)
        {
            int[] browsers = [.. Enumerable.Range(0, _speeds.Browsers.Count).Where(b => worker.Browsers.Contains(_speeds.Browsers[b]))];
            _slots.AddRange(Enumerable.Range(0, worker.MaxBrowsers).Select(slot => (browsers, browsers[slot % browsers.Length])));
        }
    }

    public static double Makespan(Workload workload, SpeedProfile profile)
    {
        var search = new BruteForce(workload, profile);
        search.Fill(0, 0, 0, 0, search._slots[0].Starts, 0);
        return search._best - workload.Tests[0].ArrivesAt;
    }

    /// <param name="slot">The slot to go on with.</param>
    /// <param name="free">When it has done what it was given.</param>
    /// <param name="last">When the slots before it have.</param>
    /// <param name="done">Tests that were given to a slot, a bit each.</param>
    /// <param name="browser">What the slot is.</param>
    /// <param name="loaded">Models it has loaded, a bit each.</param>
    private void Fill(int slot, double free, double last, int done, int browser, int loaded)
    {
        for (var test = 0; test < _workload.Tests.Length; test++)
        {
            if ((done >> test & 1) != 0)
            {
                continue;
            }

            var given = _workload.Tests[test];
            foreach (var runs in _slots[slot].Browsers)
            {
                var entry = _speeds.Of(given.Model, runs);
                var had = runs == browser ? loaded : 0;
                var ready = runs == browser ? free : free + _speeds.Costs(runs).LaunchSeconds;
                var setup = (had >> given.Model & 1) != 0 ? 0 : SpeedTable.SetupSeconds(given, entry);
                var end = Math.Max(ready, given.ArrivesAt) + setup + SpeedTable.RunSeconds(given, entry);
                if (Math.Max(end, last) < _best)
                {
                    Fill(slot, end, last, done | 1 << test, runs, had | 1 << given.Model);
                }
            }
        }

        if (done == (1 << _workload.Tests.Length) - 1)
        {
            _best = Math.Min(_best, Math.Max(free, last));
        }
        else if (slot + 1 < _slots.Count)
        {
            Fill(slot + 1, 0, Math.Max(free, last), done, _slots[slot + 1].Starts, 0);
        }
    }
}

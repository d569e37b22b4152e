using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>Draws the crashes of a simulation and notes how long each fault was felt.</summary>
internal sealed class FaultLog(Workload workload, double crashRate)
{
    private readonly List<double> _at = [];
    private readonly List<double> _healed = [];

    /// <summary>Faults so far.</summary>
    public int Count => _at.Count;

    /// <summary>Of each fault that broke runs off: seconds until the last of them ran again, its model loaded.</summary>
    public IEnumerable<double> Seconds => _healed.Zip(_at, (healed, at) => healed - at).Where(s => s > 0);

    /// <summary>When an attempt crashes, seconds after its start; null: it does not. The same for the same test and attempt, wherever it runs.</summary>
    public double? CrashAt(int test, int attempt, double seconds) =>
        crashRate > 0 && Chance.Uniform(workload.Seed, test, attempt, 1) < crashRate ? seconds * Chance.Uniform(workload.Seed, test, attempt, 2) : null;

    /// <returns>The fault's number.</returns>
    public int Happened(double now)
    {
        _at.Add(now);
        _healed.Add(now);
        return _at.Count - 1;
    }

    /// <summary>A fault broke off a run.</summary>
    public static void Broke(int fault, ref RunState run) => run.Fault = fault + 1;

    /// <summary>A test runs, from a given time on with its model loaded.</summary>
    public void Resumed(ref RunState run, double at)
    {
        if (run.Fault > 0)
        {
            _healed[run.Fault - 1] = Math.Max(_healed[run.Fault - 1], at);
            run.Fault = 0;
        }
    }
}

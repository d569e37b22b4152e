namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>Watches a simulated farm: averages over time and highest values.</summary>
internal sealed class Meter
{
    private double _since;
    private double _loads;
    private double _squares;
    private int _workers;
    private int _running;
    private int _instances;
    private double _megabytes;
    private double _variation;
    private double _loadedSeconds;

    /// <summary>Instance-seconds in which a test ran, its set-up included.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>Instance-seconds there were.</summary>
    public double AvailableSeconds { get; private set; }

    /// <summary>The highest load of any worker at any time.</summary>
    public double PeakLoad { get; private set; }

    /// <summary>The most memory of all browsers at any time, MB.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>The coefficient of variation of the workers' loads, averaged over the time in which there was any load.</summary>
    public double MeanVariation => _loadedSeconds > 0 ? _variation / _loadedSeconds : 0;

    /// <summary>Counts the time until now with things as they were.</summary>
    public void Advance(double now)
    {
        var seconds = now - _since;
        if (seconds <= 0)
        {
            return;
        }

        _since = now;
        BusySeconds += _running * seconds;
        AvailableSeconds += _instances * seconds;
        var mean = _loads / _workers;
        if (mean > 1e-9)
        {
            _variation += Math.Sqrt(Math.Max(0, _squares / _workers - mean * mean)) / mean * seconds;
            _loadedSeconds += seconds;
        }
    }

    public void Worker(WorkerNode worker, int by)
    {
        _workers += by;
        _instances += by * worker.Worker.MaxBrowsers;
    }

    public void Running(int by) => _running += by;

    public void Load(double before, double after)
    {
        _loads += after - before;
        _squares += after * after - before * before;
        PeakLoad = Math.Max(PeakLoad, after);
    }

    public void Memory(double by)
    {
        _megabytes += by;
        PeakMegabytes = Math.Max(PeakMegabytes, _megabytes);
    }
}

namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A simulated browser instance: one test at a time, and the models it keeps loaded, each for one backend, least recently used first.</summary>
internal sealed class InstanceNode(int browser, double megabytes, double now)
{
    private readonly List<(int Session, double Megabytes)> _resident = [];

    public int Browser { get; } = browser;

    /// <summary>The test that runs, -1 when idle.</summary>
    public int Test { get; set; } = -1;

    public double IdleSince { get; set; } = now;

    /// <summary>Whether anything has run on it.</summary>
    public bool Used { get; set; }

    /// <summary>Memory of its processes, MB.</summary>
    public double Megabytes { get; private set; } = megabytes;

    /// <summary>Memory of the models alone, MB.</summary>
    private double ModelMegabytes { get; set; }

    public IReadOnlyList<(int Session, double Megabytes)> Resident => _resident;

    public bool Holds(int session)
    {
        foreach (var resident in _resident)
        {
            if (resident.Session == session)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The model is used now: loaded if it was not, others leaving until all fit.</summary>
    /// <returns>Whether it was loaded before.</returns>
    public bool Use(int session, double megabytes, double bound)
    {
        var at = _resident.FindIndex(r => r.Session == session);
        if (at >= 0)
        {
            _resident.Add(_resident[at]);
            _resident.RemoveAt(at);
            return true;
        }

        Change(megabytes);
        _resident.Add((session, megabytes));
        while (ModelMegabytes > bound && _resident.Count > 1)
        {
            Forget();
        }

        return false;
    }

    /// <summary>Gives up the model that was used longest ago.</summary>
    public void Forget()
    {
        Change(-_resident[0].Megabytes);
        _resident.RemoveAt(0);
    }

    private void Change(double megabytes)
    {
        ModelMegabytes += megabytes;
        Megabytes += megabytes;
    }
}

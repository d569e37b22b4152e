using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A simulated worker: its instances, and its line of tests that wait for one.</summary>
internal sealed class WorkerNode
{
    private readonly int[] _assigned;
    private readonly int[] _inLine;
    private readonly Queue<double>[] _launching;

    public WorkerNode(int index, SimulatedWorker worker, IReadOnlyList<string> browsers)
    {
        (Index, Worker) = (index, worker);
        Browsers = [.. Enumerable.Range(0, browsers.Count).Where(b => worker.Browsers.Contains(browsers[b]))];
        (_assigned, _inLine, _launching) = (new int[browsers.Count], new int[browsers.Count], [.. browsers.Select(_ => new Queue<double>())]);
    }

    public int Index { get; }

    public SimulatedWorker Worker { get; }

    /// <summary>Browser types it can launch, by number.</summary>
    public int[] Browsers { get; }

    public List<InstanceNode> Instances { get; } = [];

    /// <summary>Whether it is there.</summary>
    public bool Up { get; set; } = true;

    /// <summary>Grows with each outage.</summary>
    public int Generation { get; set; } = 1;

    /// <summary>First and last test in line, -1 when there is none.</summary>
    public int Head { get; set; } = -1;

    public int Tail { get; set; } = -1;

    public int InLine { get; private set; }

    /// <summary>Tests that were moved here and are not in line yet.</summary>
    public List<int> Moving { get; } = [];

    /// <summary>Live assignments, in line or running.</summary>
    public int Assigned { get; private set; }

    public int Running { get; set; }

    public int Launching { get; private set; }

    public int Free => Up ? Worker.Capacity - Assigned : 0;

    /// <summary>Share of its slots that are taken.</summary>
    public double Load => (double)Assigned / Worker.Capacity;

    public int AssignedOf(int browser) => _assigned[browser];

    public int InLineOf(int browser) => _inLine[browser];

    /// <summary>When the launches of a type that are under way will be over.</summary>
    public IReadOnlyCollection<double> LaunchesOf(int browser) => _launching[browser];

    public bool Has(int browser) => Array.IndexOf(Browsers, browser) >= 0;

    public void Assign(int browser, int by)
    {
        _assigned[browser] += by;
        Assigned += by;
    }

    public void Queue(int browser, int by)
    {
        _inLine[browser] += by;
        InLine += by;
    }

    public void Launch(int browser, double until)
    {
        _launching[browser].Enqueue(until);
        Launching++;
    }

    public void Launched(int browser)
    {
        _launching[browser].Dequeue();
        Launching--;
    }

    public void ForgetLaunches()
    {
        Array.ForEach(_launching, l => l.Clear());
        Launching = 0;
    }

    public double Megabytes
    {
        get
        {
            double sum = 0;
            foreach (var instance in Instances)
            {
                sum += instance.Megabytes;
            }

            return sum;
        }
    }
}

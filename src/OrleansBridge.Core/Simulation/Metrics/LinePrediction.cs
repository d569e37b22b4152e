using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>When a worker will have ended all that it holds now, by mean times: each test in turn on the instance that is free first.</summary>
internal sealed class LinePrediction(FarmState farm)
{
    private double[] _free = new double[8];
    private int[] _types = new int[8];
    private ulong[] _loaded = new ulong[8];
    private int _count;

    /// <param name="worker">The worker.</param>
    /// <returns>Simulated seconds since the start.</returns>
    public double EndOf(WorkerNode worker)
    {
        _count = 0;
        var end = farm.Now;
        foreach (var instance in worker.Instances)
        {
            Add(instance.Browser, instance.Test < 0 ? farm.Now : EndOfRun(instance.Test), Models(instance));
            end = Math.Max(end, _free[_count - 1]);
        }

        foreach (var browser in worker.Browsers)
        {
            foreach (var until in worker.LaunchesOf(browser))
            {
                Add(browser, until, 0);
            }
        }

        for (var test = worker.Head; test >= 0; test = farm.Runs[test].Next)
        {
            end = Math.Max(end, Run(worker, test, 0, launches: false));
        }

        foreach (var test in worker.Moving)
        {
            end = Math.Max(end, Run(worker, test, farm.Options.MigrationSeconds, launches: true));
        }

        return end;
    }

    private double Run(WorkerNode worker, int test, double delay, bool launches)
    {
        ref readonly var run = ref farm.Runs[test];
        var (model, at) = (farm.Model(test), Instance(worker, run.Browser, launches));
        var entry = farm.Speeds.Of(model, run.Browser, run.Backend);
        var bit = 1UL << (farm.Speeds.Session(model, run.Backend) & 63);
        _free[at] = Math.Max(_free[at], farm.Now + delay) + entry.RunSeconds + ((_loaded[at] & bit) == 0 ? entry.SetupSeconds : 0);
        _loaded[at] |= bit;
        return _free[at];
    }

    /// <summary>The instance of a type that is free first, else the place of another one.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="browser">The type.</param>
    /// <param name="launches">Whether one is launched if that is sooner: for what is yet to come, for what stands in line that has been done.</param>
    private int Instance(WorkerNode worker, int browser, bool launches)
    {
        var (own, any) = (-1, -1);
        for (var i = 0; i < _count; i++)
        {
            any = any < 0 || _free[i] < _free[any] ? i : any;
            own = _types[i] == browser && (own < 0 || _free[i] < _free[own]) ? i : own;
        }

        var launch = farm.Speeds.Costs(browser).LaunchSeconds;
        var hasRoom = _count < worker.Worker.MaxBrowsers || _free[any] <= farm.Now;
        if (own >= 0 && !(launches && hasRoom && _free[own] > farm.Now + launch))
        {
            return own;
        }

        if (_count < worker.Worker.MaxBrowsers)
        {
            Add(browser, farm.Now + launch, 0);
            return _count - 1;
        }

        (_types[any], _free[any], _loaded[any]) = (browser, _free[any] + launch, 0);
        return any;
    }

    private void Add(int browser, double free, ulong loaded)
    {
        if (_count == _free.Length)
        {
            Array.Resize(ref _free, _count * 2);
            Array.Resize(ref _types, _count * 2);
            Array.Resize(ref _loaded, _count * 2);
        }

        (_types[_count], _free[_count], _loaded[_count]) = (browser, free, loaded);
        _count++;
    }

    private double EndOfRun(int test)
    {
        ref readonly var run = ref farm.Runs[test];
        var entry = farm.Speeds.Of(farm.Model(test), run.Browser, run.Backend);
        return Math.Max(farm.Now, run.StartedAt + entry.RunSeconds + (run.Cold ? entry.SetupSeconds : 0));
    }

    private static ulong Models(InstanceNode instance)
    {
        ulong models = 0;
        foreach (var (session, _) in instance.Resident)
        {
            models |= 1UL << (session & 63);
        }

        return models;
    }
}

using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>
/// The simulated farm as a balancer would see it: assignments as they are, instances and memory as the last heartbeat said.
/// </summary>
internal sealed class FarmViews
{
    private readonly FarmState _farm;
    private readonly Dictionary<string, int> _browsers = [];
    private readonly Dictionary<string, int> _backends = [];
    private readonly Dictionary<string, int> _workers = [];
    private readonly Dictionary<RunKey, string>[] _runs;
    private readonly Dictionary<RunKey, string>[] _models;
    private readonly bool[] _stale;

    public FarmViews(FarmState farm)
    {
        _farm = farm;
        Index(farm.Speeds.Browsers, _browsers);
        Index(farm.Speeds.Backends, _backends);
        Index([.. farm.Workers.Select(w => w.Worker.WorkerId)], _workers);
        (_runs, _models) = ([.. farm.Workers.Select(_ => new Dictionary<RunKey, string>())], [.. farm.Workers.Select(_ => new Dictionary<RunKey, string>())]);
        _stale = [.. farm.Workers.Select(_ => true)];
        All = [.. farm.Workers.Select(New)];
    }

    /// <summary>Every worker, as of the last <see cref="Refresh"/>.</summary>
    public WorkerView[] All { get; }

    public RunKey KeyOf(int test) => new(_farm.Requirements(test).TestId!, _farm.Runs[test].Epoch, 0);

    public FarmPlace PlaceOf(string worker, string browser, string backend) => new(_workers[worker], _browsers[browser], _backends[backend]);

    public void Add(int test)
    {
        var run = _farm.Runs[test];
        _runs[run.Worker].Add(KeyOf(test), _farm.Speeds.Browsers[run.Browser]);
        _models[run.Worker].Add(KeyOf(test), _farm.Speeds.Models[_farm.Model(test)].ModelId);
        Mark(run.Worker);
    }

    public void Remove(int test)
    {
        var worker = _farm.Runs[test].Worker;
        _runs[worker].Remove(KeyOf(test));
        _models[worker].Remove(KeyOf(test));
        Mark(worker);
    }

    /// <summary>What a run that just ended showed.</summary>
    public RunObservation Seen(int test, bool succeeded)
    {
        ref readonly var run = ref _farm.Runs[test];
        var given = _farm.Workload.Tests[test];
        var (model, entry) = (_farm.Speeds.Models[given.Model], _farm.Speeds.Of(given.Model, run.Browser, run.Backend));
        return new(
            model.ModelId, model.ModelType, _farm.Speeds.Browsers[run.Browser], _farm.Speeds.Backends[run.Backend], _farm.Workers[run.Worker].Worker.WorkerId,
            !run.Cold, run.Cold ? SpeedTable.SetupSeconds(given, entry) : 0, SpeedTable.RunSeconds(given, entry), succeeded, entry.Megabytes);
    }

    /// <summary>Something of a worker changed.</summary>
    public void Mark(int worker) => _stale[worker] = true;

    /// <summary>Every agent says what its instances are like.</summary>
    public void Hear()
    {
        foreach (var worker in _farm.Workers)
        {
            All[worker.Index] = All[worker.Index] with { Browsers = Snapshots(worker), FreeMemoryGb = (worker.Worker.MemoryMb - worker.Megabytes) / 1000 };
            Mark(worker.Index);
        }
    }

    /// <summary>Brings <see cref="All"/> up to date.</summary>
    /// <param name="changed">Told of each view that is new.</param>
    public void Refresh(Action<WorkerView>? changed = null)
    {
        for (var i = 0; i < All.Length; i++)
        {
            if (_stale[i])
            {
                _stale[i] = false;
                All[i] = All[i] with
                {
                    Generation = _farm.Workers[i].Generation,
                    Runs = new Dictionary<RunKey, string>(_runs[i]),
                    Models = new Dictionary<RunKey, string>(_models[i]),
                    Alive = _farm.Workers[i].Up,
                };
                changed?.Invoke(All[i]);
            }
        }
    }

    private static void Index(IReadOnlyList<string> names, Dictionary<string, int> index)
    {
        for (var i = 0; i < names.Count; i++)
        {
            index.Add(names[i], i);
        }
    }

    private WorkerView New(WorkerNode worker) => new()
    {
        Descriptor = new()
        {
            WorkerId = worker.Worker.WorkerId,
            Silo = worker.Worker.WorkerId,
            MaxBrowsers = worker.Worker.MaxBrowsers,
            SlotsPerBrowser = worker.Worker.SlotsPerBrowser,
            Browsers = [.. worker.Browsers.Select(b => _farm.Speeds.Capabilities[b])],
            MemoryGb = worker.Worker.MemoryMb / 1000,
        },
        Generation = worker.Generation,
    };

    private List<BrowserSnapshot> Snapshots(WorkerNode worker) =>
    [
        .. worker.Instances.Select((instance, i) => new BrowserSnapshot
        {
            Id = $"{worker.Worker.WorkerId}/{_farm.Speeds.Browsers[instance.Browser]}/{i}",
            Worker = worker.Worker.WorkerId,
            Browser = _farm.Speeds.Browsers[instance.Browser],
            Active = instance.Test < 0 ? 0 : 1,
            PssMb = instance.Megabytes,
            Resident = [.. instance.Resident.Select(r => $"{_farm.Speeds.Models[_farm.Speeds.ModelOf(r.Session)].ModelId}/{_farm.Speeds.Backends[_farm.Speeds.BackendOf(r.Session)]}")],
        }),
    ];
}

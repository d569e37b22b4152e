using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Benching.Placing;

/// <summary>
/// A farm at work, from a seed: the scenario's four kinds of workers with three instances each, 200 models of very different size, some loaded here
/// and some there, one place in a hundred behind an open breaker. A test that is placed takes a slot, and another one ends.
/// </summary>
internal sealed class PlacementFarm
{
    private const int Models = 200;
    private const int InstancesPerWorker = 3;
    private const int MeanRuns = 5;

    private static readonly string[][] Kinds =
    [
        [BrowserTypes.Chrome, BrowserTypes.Firefox], [BrowserTypes.Chrome, BrowserTypes.Edge], [BrowserTypes.Firefox, BrowserTypes.Edge], [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge],
    ];

    private static readonly (string Type, double Share)[] Mix =
    [
        (ModelTypes.Vision, .4), (ModelTypes.Audio, .3), (ModelTypes.TextEmbedding, .2), (ModelTypes.LargeLanguageModel, .1),
    ];

    private readonly Random _random;
    private readonly List<(string Worker, RunKey Run)> _runs = [];
    private readonly Dictionary<string, WorkerView> _workers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private int _next;

    internal PlacementFarm(int browsers, int seed)
    {
        _random = new Random(seed);
        Learn();
        var count = Math.Max(1, (int)Math.Round(browsers / (double)InstancesPerWorker));
        for (var n = 0; n < count; n++)
        {
            Change(Worker($"w{n}", Kinds[n % Kinds.Length]));
        }
    }

    /// <summary>As decisions look for places in it.</summary>
    internal FarmIndex Index { get; } = new();

    /// <summary>As the exhaustive form looks at it.</summary>
    internal IReadOnlyCollection<WorkerView> Workers => _workers.Values;

    /// <summary>Nothing is tried for the sake of learning: the score of what is chosen is compared.</summary>
    internal ScoringContext Context { get; } = new() { Options = new() { ExploreShare = 0 } };

    internal BreakerStanding Standing(Place place) =>
        _broken.Contains(place.Key) ? new BreakerStanding(BreakerPhase.Open, false, DateTimeOffset.MaxValue, "open") : BreakerStanding.Closed;

    internal TestRequirements NextTest()
    {
        var model = Popular();
        return new TestRequirements { TestId = $"t{_next++}", ModelId = $"m{model}", ModelType = TypeOf(model) };
    }

    internal PlacementDecision Decide(TestRequirements test) => Placer.Choose(test, Index, RecoveryWishes.None, Standing, Context);

    internal PlacementDecision DecideExhaustively(TestRequirements test) => Placer.Choose(test, Workers, RecoveryWishes.None, Standing, Context);

    /// <summary>The test takes its place, and another one ends.</summary>
    internal void Carry(TestRequirements test, Place place)
    {
        var worker = _workers[place.Worker.Descriptor.WorkerId];
        var run = new RunKey(test.TestId!, 1, 0);
        _runs.Add((worker.Descriptor.WorkerId, run));
        Change(worker with { Runs = new Dictionary<RunKey, string>(worker.Runs) { [run] = place.Browser.Browser }, Models = new Dictionary<RunKey, string>(worker.Models) { [run] = test.ModelId }, Backlog = new Dictionary<string, double>(worker.Backlog) { [place.Browser.Browser] = worker.Backlog.GetValueOrDefault(place.Browser.Browser) + Seconds(test.ModelId) } });
        var at = _random.Next(_runs.Count);
        var (id, ended) = _runs[at];
        (_runs[at], _) = (_runs[^1], _runs[^1]);
        _runs.RemoveAt(_runs.Count - 1);
        var left = _workers[id];
        var type = left.Runs[ended];
        var count = left.Active(type);
        var backlog = new Dictionary<string, double>(left.Backlog) { [type] = left.Backlog[type] * (count - 1) / count };
        Change(left with { Runs = left.Runs.Where(r => r.Key != ended).ToDictionary(), Models = left.Models.Where(r => r.Key != ended).ToDictionary(), Backlog = backlog });
    }

    private void Change(WorkerView worker) => Index.Upsert(_workers[worker.Descriptor.WorkerId] = worker);

    private WorkerView Worker(string id, string[] types)
    {
        var runs = new Dictionary<RunKey, string>();
        var models = new Dictionary<RunKey, string>();
        var backlog = new Dictionary<string, double>();
        for (var n = _random.Next(2 * MeanRuns); n > 0; n--)
        {
            var run = new RunKey($"{id}-{n}", 1, 0);
            var (type, model) = (types[_random.Next(types.Length)], $"m{Popular()}");
            runs.Add(run, type);
            models.Add(run, model);
            _runs.Add((id, run));
            backlog[type] = backlog.GetValueOrDefault(type) + Seconds(model);
        }

        foreach (var broken in types.Where(_ => _random.Next(100) == 0))
        {
            _broken.Add($"{id}/{broken}");
        }

        return new WorkerView
        {
            Descriptor = new WorkerDescriptor { WorkerId = id, Silo = "s", MaxBrowsers = InstancesPerWorker, Browsers = [.. types.Select(Browser)], MemoryGb = 64 },
            Generation = 1,
            Runs = runs,
            Models = models,
            Backlog = backlog,
            FreeMemoryGb = 32,
            Browsers = [.. Enumerable.Range(0, InstancesPerWorker).Select(n => Instance(id, types[_random.Next(types.Length)], n))],
        };
    }

    private BrowserSnapshot Instance(string worker, string type, int number) => new()
    {
        Id = $"{worker}/{type}/{number}",
        Worker = worker,
        Browser = type,
        Resident = [.. Enumerable.Range(0, _random.Next(5)).Select(_ => $"m{Popular()}").Distinct()],
    };

    private static BrowserCapability Browser(string type) => new()
    {
        Browser = type,
        Backends = [new(Backends.WebGpu, true, "adapter", false, null), new(Backends.WebNn, type == BrowserTypes.Edge, null, null, null), new(Backends.Wasm, true, null, null, null)],
    };

    private void Learn()
    {
        var types = Kinds[^1];
        for (var n = 0; n < 10 * Models; n++)
        {
            var model = _random.Next(Models);
            Context.Times.Observe(new RunObservation(
                $"m{model}", TypeOf(model), types[_random.Next(types.Length)], _random.Next(2) == 0 ? Backends.WebGpu : Backends.Wasm, "w", false,
                1 + _random.NextDouble(), Seconds($"m{model}") * (.5 + _random.NextDouble()), _random.Next(50) > 0, 100 + (model * 4)));
        }
    }

    /// <summary>A few models are most of the work (Zipf).</summary>
    private int Popular() => (int)Math.Pow(Models, _random.NextDouble()) - 1;

    private static double Seconds(string model) => .05 * Math.Pow(1.04, int.Parse(model.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));

    private static string TypeOf(int model)
    {
        var at = model * .618034 % 1;
        foreach (var (type, share) in Mix)
        {
            if (at < share)
            {
                return type;
            }

            at -= share;
        }

        return Mix[^1].Type;
    }
}

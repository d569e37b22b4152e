using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Scoring.Combining;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Tests.Fleet;

/// <summary>Farms and tests made from a seed.</summary>
internal sealed class RandomFarm(int seed)
{
    private static readonly string[] Models = ["m0", "m1", "m2", "m3", "m4"];
    private static readonly string[] Types = [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge];
    private static readonly string[] ModelKinds = [ModelTypes.Vision, ModelTypes.Audio, ModelTypes.TextEmbedding, ModelTypes.Generic];

    private readonly Random _random = new(seed);
    private int _run;

    public List<WorkerView> Workers(int count) => [.. Enumerable.Range(0, count).Select(n => Worker($"w{n}"))];

    public WorkerView Worker(string id)
    {
        var browsers = Types.Where(_ => _random.Next(4) > 0).DefaultIfEmpty(Types[0]).Select(Browser).ToArray();
        var total = _random.Next(3) == 0 ? 0 : _random.Next(10);
        var runs = Enumerable.Range(0, total).ToDictionary(_ => new RunKey($"r{_run++}", 1, 0), _ => browsers[_random.Next(browsers.Length)].Browser);
        return Farm.Worker(id, browsers) with
        {
            Descriptor = new()
            {
                WorkerId = id,
                Silo = "s",
                Browsers = browsers,
                MemoryGb = _random.Next(3) == 0 ? 8 : 16,
                BrowserPreferences = _random.Next(4) == 0 ? new Dictionary<string, string> { [ModelTypes.Vision] = BrowserTypes.Firefox } : [],
            },
            Runs = runs,
            Models = runs.Keys.ToDictionary(r => r, _ => Models[_random.Next(Models.Length)]),
            Browsers = [.. Enumerable.Range(0, _random.Next(4)).Select(n => Instance(id, browsers[_random.Next(browsers.Length)].Browser, n))],
            Backlog = browsers.Where(_ => _random.Next(4) > 0).ToDictionary(b => b.Browser, _ => (double)_random.Next(200)),
            FreeMemoryGb = _random.Next(2, 9),
            Alive = _random.Next(8) > 0,
            Draining = _random.Next(8) == 0,
            HeldExclusively = total > 0 && _random.Next(10) == 0,
        };
    }

    public TestRequirements Test() => new()
    {
        TestId = $"t{_random.Next()}",
        ModelId = Models[_random.Next(Models.Length)],
        ModelType = ModelKinds[_random.Next(ModelKinds.Length)],
        Priority = _random.Next(1, 6),
        Exclusive = _random.Next(6) == 0,
        MinimumMemory = _random.Next(6) == 0 ? _random.Next(1, 12) : 0,
        BrowserRequirements = new()
        {
            Required = _random.Next(5) == 0 ? Types[_random.Next(3)] : null,
            Preferred = _random.Next(3) == 0 ? Types[_random.Next(3)] : null,
        },
        Backend = new() { Required = _random.Next(6) == 0 ? Backends.All[_random.Next(3)] : null, Preferred = _random.Next(4) == 0 ? Backends.All[_random.Next(3)] : null },
    };

    public ScoringContext Context()
    {
        var times = new ServiceTimes();
        for (var n = _random.Next(60); n > 0; n--)
        {
            times.Observe(new(Models[_random.Next(5)], ModelKinds[_random.Next(4)], Types[_random.Next(3)], Backends.All[_random.Next(3)], "w", _random.Next(2) == 0,
                _random.NextDouble() * 3, Math.Exp(_random.Next(-5, 5)), _random.Next(6) > 0, _random.Next(100, 900)));
        }

        return new ScoringContext
        {
            Times = times,
            Options = new() { Combination = Enum.GetValues<Combination>()[_random.Next(4)], ExploreShare = _random.Next(3) == 0 ? .25 : 0 },
            Predicted = new Dictionary<string, double> { [Types[_random.Next(3)]] = _random.NextDouble() * 1.3 },
            Sha256 = model => "sha-" + model,
        };
    }

    public int Next(int most) => _random.Next(most);

    private BrowserCapability Browser(string type) => _random.Next(12) == 0
        ? new() { Browser = type, Problem = "it is not installed" }
        : Farm.Browser(type, [.. Backends.All.Where(_ => _random.Next(3) > 0)]);

    private BrowserSnapshot Instance(string worker, string browser, int index) => new()
    {
        Id = $"{worker}/{browser}/{index}",
        Worker = worker,
        Browser = browser,
        Resident = [.. Models.Where(_ => _random.Next(5) == 0).Select(m => _random.Next(2) == 0 ? m : $"sha-{m}/{Backends.All[_random.Next(3)]}")],
    };
}

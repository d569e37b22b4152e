using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Metrics;
using OrleansBridge.Placement;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>Production's <see cref="LoadForecast"/>, told of the simulated farm what a balancer would tell it, and scored.</summary>
internal sealed class ForecastWatch(FarmState farm)
{
    /// <summary>Weight of the newest stay in the mean of how long tests stay.</summary>
    private const double Newest = .1;

    private readonly LoadForecast _forecast = new(new());
    private readonly Dictionary<(string Browser, string Type), double> _stays = [];
    private readonly Dictionary<(DateTimeOffset At, string Browser), int> _made = [];
    private readonly List<int> _present = [];

    public ForecastLog Log { get; } = new();

    public void Arrived(int test)
    {
        _present.Add(test);
        var asked = farm.Requirements(test);
        _forecast.Arrived(new(asked.TestId!, asked.ModelId, asked.ModelType, BrowserOf(test), farm.Clock), farm.Clock);
    }

    public void Ended(int test)
    {
        _present.Remove(test);
        var key = (BrowserOf(test), farm.Requirements(test).ModelType);
        var stay = farm.Now - farm.Workload.Tests[test].ArrivesAt;
        _stays[key] = _stays.TryGetValue(key, out var known) ? known + Newest * (stay - known) : stay;
    }

    /// <returns>Predicted utilization by browser type.</returns>
    public IReadOnlyDictionary<string, double> Look()
    {
        List<LoadSample> load =
        [
            .. _present.GroupBy(t => (Browser: BrowserOf(t), Type: farm.Requirements(t).ModelType))
                .Select(g => new LoadSample(g.Key.Browser, g.Key.Type, g.Count(), _stays.TryGetValue(g.Key, out var stay) ? stay : null)),
        ];
        var outlook = _forecast.Look(load, Slots(), farm.Clock);
        foreach (var made in outlook.Made.Where(m => m.ModelType == ForecastRow.Sum))
        {
            _made[(made.At, made.BrowserType)] = load.Where(l => l.BrowserType == made.BrowserType).Sum(l => l.Present);
        }

        foreach (var scored in outlook.Scored.Where(s => s.ModelType == ForecastRow.Sum && s.Actual is not null))
        {
            Log.Add(scored.Predicted, _made[(scored.At, scored.BrowserType)], scored.Actual!.Value);
        }

        return outlook.Utilization;
    }

    /// <summary>The browser type that a test's model type prefers, as long as nobody knows better.</summary>
    private string BrowserOf(int test) => Affinity.Preferences.GetValueOrDefault(farm.Requirements(test).ModelType) is { } preferred && farm.Speeds.Browsers.Contains(preferred)
        ? preferred
        : farm.Speeds.Browsers[0];

    private Dictionary<string, int> Slots() =>
        farm.Workers.Where(w => w.Up).SelectMany(w => w.Instances.Select(i => (farm.Speeds.Browsers[i.Browser], w.Worker.SlotsPerBrowser)))
            .GroupBy(i => i.Item1).ToDictionary(g => g.Key, g => g.Sum(i => i.SlotsPerBrowser));
}

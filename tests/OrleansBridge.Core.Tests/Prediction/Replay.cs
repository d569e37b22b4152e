using OrleansBridge.Core.Prediction;
using OrleansBridge.Placement;

namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>Plays a trace to a forecast, on a farm without limits, and keeps what it said of each load beside the loads.</summary>
internal sealed class Replay
{
    public const int Every = 10;
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>For each load, what was there at each look.</summary>
    public Dictionary<(string BrowserType, string ModelType), List<int>> Present { get; } = [];

    /// <summary>For each load, what was expected at each look for a minute later; null: no forecast.</summary>
    public Dictionary<(string BrowserType, string ModelType), List<double?>> Expected { get; } = [];

    public List<ForecastRow> Made { get; } = [];

    public List<ForecastRow> Scored { get; } = [];

    public List<OverloadWarning> Raised { get; } = [];

    public LoadForecast Forecast { get; } = new(new PredictionOptions());

    public static Replay Of(Trace trace, IReadOnlyDictionary<string, int>? slots = null)
    {
        var replay = new Replay();
        var pairs = trace.Tests.Select(t => (t.BrowserType, t.ModelType)).Distinct().ToList();
        var comings = trace.Tests.Select(t => (At: t.At, Test: t)).Concat(trace.Tests.Where(t => t.Again is not null).Select(t => (At: t.Again!.Value, Test: t)))
            .OrderBy(c => c.At).ToList();
        var ends = new PriorityQueue<TraceTest, double>();
        var known = pairs.ToDictionary(p => p, _ => (Present: 0, Ended: 0, Seconds: 0.0));
        var next = 0;
        for (var now = Every; now <= Trace.Length; now += Every)
        {
            for (; next < comings.Count && comings[next].At <= now; next++)
            {
                var (at, test) = comings[next];
                replay.Forecast.Arrived(new(test.Id, "m", test.ModelType, test.BrowserType, Start.AddSeconds(test.At)), Start.AddSeconds(at));
                if (at == test.At)
                {
                    var pair = (test.BrowserType, test.ModelType);
                    known[pair] = known[pair] with { Present = known[pair].Present + 1 };
                    ends.Enqueue(test, test.Ends);
                }
            }

            while (ends.TryPeek(out var ended, out var end) && end <= now)
            {
                ends.Dequeue();
                var (present, count, seconds) = known[(ended.BrowserType, ended.ModelType)];
                known[(ended.BrowserType, ended.ModelType)] = (present - 1, count + 1, seconds + ended.Seconds);
            }

            // As learned from those that ended, from a prior of 120 s that weighs as two of them.
            var samples = known.Select(k => new LoadSample(k.Key.BrowserType, k.Key.ModelType, k.Value.Present, (k.Value.Seconds + 240) / (k.Value.Ended + 2))).ToList();
            replay.Look(samples, slots ?? new Dictionary<string, int>(), Start.AddSeconds(now));
        }

        return replay;
    }

    private void Look(List<LoadSample> samples, IReadOnlyDictionary<string, int> slots, DateTimeOffset now)
    {
        var outlook = Forecast.Look(samples, slots, now);
        Made.AddRange(outlook.Made);
        Scored.AddRange(outlook.Scored);
        Raised.AddRange(outlook.Raised);
        foreach (var sample in samples)
        {
            var forecast = outlook.Forecasts.FirstOrDefault(f => f.BrowserType == sample.BrowserType && f.ModelType == sample.ModelType);
            Add((sample.BrowserType, sample.ModelType), sample.Present, forecast?.Predicted);
        }

        foreach (var type in samples.GroupBy(s => s.BrowserType))
        {
            Add((type.Key, ForecastRow.Sum), type.Sum(s => s.Present), outlook.Types.FirstOrDefault(t => t.BrowserType == type.Key)?.Load.Predicted);
        }
    }

    private void Add((string, string) load, int present, double? expected)
    {
        if (!Present.TryGetValue(load, out var loads))
        {
            (Present[load], Expected[load]) = (loads = [], []);
        }

        loads.Add(present);
        Expected[load].Add(expected);
    }
}

using OrleansBridge.Placement;

namespace OrleansBridge.Core.Prediction;

/// <summary>
/// Predicts the load of a pool a minute ahead (SPEC section 7): from the tests that came lately and those that are present, by browser and
/// model type, each by <see cref="TransientLoad"/>, summed by browser type. Keeps score of its forecasts, and so knows what to think of them.
/// </summary>
/// <remarks>Not thread-safe; a grain or a simulation owns it. What it keeps is bounded by the options, whatever comes.</remarks>
public sealed class LoadForecast(PredictionOptions options)
{
    private readonly Dictionary<LoadPair, PairLoad> _pairs = [];
    private readonly Dictionary<string, ForecastScore> _types = new(StringComparer.Ordinal);
    private readonly SeenTests _seen = new(options.MostTests, options.LongestWindow);
    private readonly Queue<ForecastRow> _unscored = [];
    private readonly OverloadWatch _overloads = new(options);
    private DateTimeOffset? _since;
    private DateTimeOffset _recorded = DateTimeOffset.MinValue;
    private bool _arrived;

    /// <summary>Forecasts that wait for what comes.</summary>
    public int Unscored => _unscored.Count;

    /// <summary>A test came, or came back.</summary>
    /// <param name="arrival">The test.</param>
    /// <param name="now">When it came; never before an earlier call's.</param>
    /// <returns>Whether it counts: not one that came before.</returns>
    public bool Arrived(Arrival arrival, DateTimeOffset now)
    {
        _since ??= now;

        // Another silo's clock may be ahead of this one's.
        var at = arrival.At < now ? arrival.At : now;
        if (!_seen.IsNew(arrival.TestId, at, now))
        {
            return false;
        }

        _arrived = true;
        var pair = Pair(new(arrival.BrowserType, arrival.ModelType));
        pair.Counts.Add(at, now);
        pair.Models.Add(arrival.ModelId, now);
        return true;
    }

    /// <summary>Looks ahead, keeps the forecasts that are to be scored, and scores those whose time has come.</summary>
    /// <param name="present">What is present now, a pair once; what is missing has nothing present.</param>
    /// <param name="slots">Instances times slots by browser type.</param>
    /// <param name="now">When; never before an earlier call's.</param>
    public LoadOutlook Look(IReadOnlyCollection<LoadSample> present, IReadOnlyDictionary<string, int> slots, DateTimeOffset now)
    {
        _since ??= now;
        if (_pairs.Count == 0)
        {
            return LoadOutlook.None;
        }

        var load = new PresentLoad(present);
        var scored = Score(load, now);
        var forecasts = new List<Forecast>(_pairs.Count);
        var sums = new Dictionary<string, TypeSum>(StringComparer.Ordinal);
        foreach (var (pair, kept) in _pairs)
        {
            if (kept.Counts.Last is not { } last)
            {
                continue;
            }

            var sample = load.Take(pair);
            if (sample.Present == 0 && now - last > options.LongestWindow)
            {
                continue;
            }

            kept.ServiceSeconds = sample.ServiceSeconds ?? kept.ServiceSeconds;
            var rate = kept.RateAt(now, now - _since.Value, options);
            var spread = Expect(sample.Present, rate, kept.ServiceSeconds);
            forecasts.Add(Make(pair, spread, rate, kept.Score, now));
            sums[pair.BrowserType] = sums.GetValueOrDefault(pair.BrowserType).Plus(spread, rate);
        }

        foreach (var (type, spread) in load.Untaken().Select(s => (s.BrowserType, Expect(s.Present, default, s.ServiceSeconds))).Where(s => sums.ContainsKey(s.BrowserType)))
        {
            sums[type] = sums[type].Plus(spread, default);
        }

        var types = sums.Select(s => new TypeForecast(
            Make(new(s.Key, ForecastRow.Sum), s.Value.Spread, s.Value.Rate, ScoreOf(s.Key, ForecastRow.Sum), now),
            load.Of(s.Key),
            slots.GetValueOrDefault(s.Key))).ToList();
        return new LoadOutlook(forecasts, types, _overloads.Raise(types), Record(forecasts, types, load, now), scored);
    }

    /// <summary>How right its forecasts of a load were.</summary>
    /// <param name="browserType">The browser type.</param>
    /// <param name="modelType">The model type, or <see cref="ForecastRow.Sum"/>.</param>
    public ForecastScore ScoreOf(string browserType, string modelType) =>
        (modelType == ForecastRow.Sum ? _types.GetValueOrDefault(browserType) : _pairs.GetValueOrDefault(new(browserType, modelType))?.Score) ?? new();

    /// <summary>The models that make up what comes of a pair, with each one's share, the largest first.</summary>
    public IReadOnlyList<(string Model, double Share)> ModelsOf(string browserType, string modelType) =>
        _pairs.GetValueOrDefault(new(browserType, modelType))?.Models.Shares() ?? [];

    /// <summary>Takes over what an earlier life scored, oldest first: confidence is not earned anew after a restart.</summary>
    public void Recall(IEnumerable<ForecastRow> scored)
    {
        foreach (var row in scored.Where(r => r.Actual is not null))
        {
            Keep(row);
        }
    }

    private Spread Expect(int present, ArrivalRate rate, double? serviceSeconds) =>
        Spread.Of(present, rate, serviceSeconds is > 0 and var learned ? learned : options.PriorServiceSeconds, options.Horizon.TotalSeconds);

    private Forecast Make(LoadPair pair, Spread spread, ArrivalRate rate, ForecastScore score, DateTimeOffset now)
    {
        var (lower, upper) = spread.Interval(options.Coverage, score.Stretch);
        return new(
            pair.BrowserType, pair.ModelType, now, now + options.Horizon, spread.Mean, lower, upper, score.Confidence(options.Coverage), rate.PerSecond, rate.Window);
    }

    private List<ForecastRow> Record(List<Forecast> forecasts, List<TypeForecast> types, PresentLoad load, DateTimeOffset now)
    {
        if (now - _recorded < options.RecordEvery)
        {
            return [];
        }

        _recorded = now;
        List<ForecastRow> made = [.. forecasts.Where(f => Tells(f, load.Of(f.BrowserType, f.ModelType))).Select(f => f.ToRow()), .. types.Where(t => Tells(t.Load, t.Present)).Select(t => t.Load.ToRow())];
        made.ForEach(_unscored.Enqueue);
        _arrived = false;
        return made;
    }

    /// <summary>Kept is what is said while tests are present or have come since the last time: an idle farm writes no rows, and its score is not made of them.</summary>
    private bool Tells(Forecast forecast, int present) => present > 0 || (_arrived && forecast.Predicted >= .5);

    private List<ForecastRow> Score(PresentLoad load, DateTimeOffset now)
    {
        var scored = new List<ForecastRow>();
        while (_unscored.TryPeek(out var row) && row.For <= now)
        {
            _unscored.Dequeue();
            if (now - row.For <= options.MostLate)
            {
                scored.Add(row with { Actual = row.ModelType == ForecastRow.Sum ? load.Of(row.BrowserType) : load.Of(row.BrowserType, row.ModelType) });
                Keep(scored[^1]);
            }
        }

        return scored;
    }

    private void Keep(ForecastRow row)
    {
        var (pair, score) = (new LoadPair(row.BrowserType, row.ModelType), ScoreOf(row.BrowserType, row.ModelType).With(row, options.Coverage));
        if (row.ModelType == ForecastRow.Sum)
        {
            if (_types.Count < options.MostPairs || _types.ContainsKey(row.BrowserType))
            {
                _types[row.BrowserType] = score;
            }
        }
        else if (_pairs.Count < options.MostPairs || _pairs.ContainsKey(pair))
        {
            Pair(pair).Score = score;
        }
    }

    private PairLoad Pair(LoadPair pair)
    {
        if (_pairs.TryGetValue(pair, out var kept))
        {
            return kept;
        }

        if (_pairs.Count >= options.MostPairs)
        {
            _pairs.Remove(_pairs.MinBy(p => p.Value.Counts.Last ?? DateTimeOffset.MinValue).Key);
        }

        return _pairs[pair] = new(options.LongestWindow);
    }
}

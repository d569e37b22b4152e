using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Core.Learning;

/// <summary>
/// What runs take, learned by (model, browser type, backend). Where a model is new there, what it takes elsewhere, beside what others of its type take
/// there, speaks for it; where the type is new there, the seeds' affinities do; and where nothing is known the prior: each
/// outweighed by a few runs (partial pooling, Gelman and Hill 2007, chapter 12, on logarithms). Not safe for several threads at once.
/// </summary>
public sealed class ServiceTimes(ServiceTimesOptions options)
{
    private readonly RecentlyUsed<Experiences> _models = new(options.MostModels);
    private readonly RecentlyUsed<Experiences> _types = new(options.MostTypes);

    /// <summary>With the default options.</summary>
    public ServiceTimes()
        : this(new ServiceTimesOptions())
    {
    }

    /// <summary>Models of which something is known.</summary>
    public int Models => _models.Count;

    /// <summary>Takes what an ended run showed.</summary>
    public void Observe(RunObservation run)
    {
        _models.Use(run.ModelId).Observe(run, options.HalfLife, options.OutlierFactor, options.ChangeAfter);

        // Other models of a type may take a hundred times as much: there nothing is an outlier.
        _types.Use(run.ModelType).Observe(run, options.TypeHalfLife, options.OutlierFactor, changeAfter: 0);
    }

    /// <summary>What a run of a model will probably take somewhere.</summary>
    public ServiceEstimate Of(string modelId, string modelType, string browser, string backend)
    {
        _models.TryFind(modelId, out var model);
        _types.TryFind(modelType, out var type);
        var (here, typeHere) = (model?.Find(browser, backend), type?.Find(browser, backend));
        var known = type is null ? 0 : Offset(type, options.PriorStrength, (b, _) => Prior(modelType, b));
        double Expected(string b, string k) => Shrunk(type?.Find(b, k)?.Run, Prior(modelType, b) + known);
        var run = Expected(browser, backend) + (model is null ? 0 : Offset(model, options.PriorStrength, Expected));
        var setup = Shrunk(typeHere?.Setup, Math.Log(options.PriorSetupSeconds));
        var success = Success(here, Success(typeHere, options.PriorSuccess));
        return new ServiceEstimate(
            Math.Exp(Shrunk(here?.Setup, setup)),
            Math.Exp(Shrunk(here?.Run, run)) * Skew(here, typeHere, model),
            success,
            (here?.Runs ?? 0) + Math.Clamp((typeHere?.Runs ?? 0) - (here?.Runs ?? 0), 0, options.AffinityStrength),
            Megabytes(here, typeHere));
    }

    /// <summary>How many of a type's last runs tell of a browser type and backend. Old ones do not: what was slow may have changed since.</summary>
    /// <param name="modelType">The type.</param>
    /// <param name="browser">The browser type.</param>
    /// <param name="backend">The backend.</param>
    /// <param name="last">How many runs of the type count as its last.</param>
    public double Evidence(string modelType, string browser, string backend, long last) =>
        _types.TryFind(modelType, out var type) && type.Find(browser, backend) is { } known && type.Count - known.Last < last ? known.Runs : 0;

    private double Prior(string modelType, string browser) => Math.Log(options.PriorRunSeconds / Affinity.Relative(modelType, browser));

    /// <summary>The mean of what was seen over what was expected, shrunk towards none.</summary>
    private static double Offset(Experiences seen, double strength, Func<string, string, double> expected)
    {
        var (sum, weight) = (0.0, strength);
        foreach (var (browser, backend, known) in seen.All)
        {
            if (known.Run.Weight > 0)
            {
                sum += known.Run.Weight * (known.Run.Log - expected(browser, backend));
                weight += known.Run.Weight;
            }
        }

        return sum / weight;
    }

    private double Shrunk(Track? track, double prior) => track is null ? prior : track.Towards(prior, options.AffinityStrength);

    private double Success(Experience? known, double prior) =>
        known is null ? prior : (options.SuccessStrength * prior + known.Passed) / (options.SuccessStrength + known.Runs);

    /// <summary>A model that is known has its own skew, a new one that of its type, which the differences between models make.</summary>
    private double Skew(Experience? here, Experience? typeHere, Experiences? model)
    {
        var prior = model is null || model.All.All(k => k.Known.Run.Weight == 0) ? typeHere?.Run.Skew ?? 1 : 1;
        return here is null ? prior : (options.AffinityStrength * prior + here.Run.Weight * here.Run.Skew) / (options.AffinityStrength + here.Run.Weight);
    }

    private double? Megabytes(Experience? here, Experience? typeHere) =>
        typeHere is not { Megabytes.Weight: > 0 } ? null
        : Math.Exp(here is null ? typeHere.Megabytes.Log : here.Megabytes.Towards(typeHere.Megabytes.Log, options.AffinityStrength));
}

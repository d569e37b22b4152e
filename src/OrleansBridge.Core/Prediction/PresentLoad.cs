namespace OrleansBridge.Core.Prediction;

/// <summary>What is present at one moment, by pair and by browser type.</summary>
internal sealed class PresentLoad
{
    private readonly Dictionary<LoadPair, LoadSample> _pairs;
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly HashSet<LoadPair> _untaken;

    public PresentLoad(IReadOnlyCollection<LoadSample> present)
    {
        _pairs = new(present.Count);
        foreach (var sample in present)
        {
            _pairs[new(sample.BrowserType, sample.ModelType)] = sample;
            _types[sample.BrowserType] = _types.GetValueOrDefault(sample.BrowserType) + sample.Present;
        }

        _untaken = [.. _pairs.Keys];
    }

    public int Of(string browserType) => _types.GetValueOrDefault(browserType);

    public int Of(string browserType, string modelType) => _pairs.GetValueOrDefault(new(browserType, modelType)).Present;

    /// <summary>The sample of a pair; none present where there is none.</summary>
    public LoadSample Take(LoadPair pair)
    {
        _untaken.Remove(pair);
        return _pairs.GetValueOrDefault(pair);
    }

    /// <summary>Samples of pairs of which nothing has come since somebody looked.</summary>
    public IEnumerable<LoadSample> Untaken() => _untaken.Select(p => _pairs[p]);
}

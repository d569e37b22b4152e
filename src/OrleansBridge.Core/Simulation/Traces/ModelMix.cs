using OrleansBridge.Testing;

namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>Which models tests run, and how often each.</summary>
internal sealed class ModelMix
{
    private readonly double[] _upTo;

    /// <param name="weights">Model types with their shares; they need not sum to 1.</param>
    /// <param name="modelsOfType">Models of each type; its tests spread over them evenly.</param>
    public ModelMix(IReadOnlyList<(string ModelType, double Share)> weights, int modelsOfType = 2)
    {
        Models = [.. from w in weights from i in Enumerable.Range(1, modelsOfType) select new SimulatedModel($"{w.ModelType}-{i}", w.ModelType)];
        _upTo = new double[Models.Count];
        double sum = 0;
        for (var i = 0; i < Models.Count; i++)
        {
            _upTo[i] = sum += weights[i / modelsOfType].Share / modelsOfType;
        }
    }

    /// <summary>The seeds' mix: vision .4, audio .3, text .2, language .1.</summary>
    public static ModelMix Seeds { get; } = Of(.4, .3, .2, .1);

    /// <summary>The models.</summary>
    public IReadOnlyList<SimulatedModel> Models { get; }

    /// <summary>A mix of the seeds' four types.</summary>
    public static ModelMix Of(double vision, double audio, double text, double language, int modelsOfType = 2) => new(
        [(ModelTypes.Vision, vision), (ModelTypes.Audio, audio), (ModelTypes.TextEmbedding, text), (ModelTypes.LargeLanguageModel, language)], modelsOfType);

    /// <summary>A model by chance.</summary>
    public int Draw(Random random)
    {
        var at = random.NextDouble() * _upTo[^1];
        var model = 0;
        while (model < _upTo.Length - 1 && _upTo[model] <= at)
        {
            model++;
        }

        return model;
    }
}

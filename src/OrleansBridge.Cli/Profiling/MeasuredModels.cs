using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Profiling;

/// <summary>The project's own models that stand for their types where speeds are measured.</summary>
internal static class MeasuredModels
{
    private static readonly Dictionary<string, string> ByType = new()
    {
        [ModelTypes.Vision] = "vit-tiny",
        [ModelTypes.Audio] = "whisper-tiny-encoder",
        [ModelTypes.TextEmbedding] = "bert-mini",
        [ModelTypes.LargeLanguageModel] = "llama-mini",
        [ModelTypes.Multimodal] = "vision-text-fusion",
    };

    /// <summary>Their ids.</summary>
    internal static IReadOnlyCollection<string> Ids => ByType.Values;

    /// <summary>The one of a model type.</summary>
    internal static string Of(string modelType) => ByType[modelType];

    /// <summary>The type of one.</summary>
    internal static string TypeOf(string id) => ByType.Single(m => m.Value == id).Key;
}

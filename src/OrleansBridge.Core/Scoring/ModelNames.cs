namespace OrleansBridge.Core.Scoring;

/// <summary>What a browser instance may call a model that it has loaded.</summary>
internal static class ModelNames
{
    public static IReadOnlyList<string> Of(string modelId, string backend, ScoringContext context) =>
        context.Sha256(modelId) is { } sha ? [$"{sha}/{backend}", modelId, $"{modelId}/{backend}"] : [modelId, $"{modelId}/{backend}"];
}

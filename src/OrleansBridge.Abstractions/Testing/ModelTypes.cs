namespace OrleansBridge.Testing;

/// <summary>The model types the bridge knows defaults for. The set is open.</summary>
public static class ModelTypes
{
    /// <summary>Images in.</summary>
    public const string Vision = "vision";

    /// <summary>Sound in.</summary>
    public const string Audio = "audio";

    /// <summary>Text encoders.</summary>
    public const string TextEmbedding = "text_embedding";

    /// <summary>Decoders.</summary>
    public const string LargeLanguageModel = "large_language_model";

    /// <summary>Several encoders and a fusion.</summary>
    public const string Multimodal = "multimodal";

    /// <summary>Anything else.</summary>
    public const string Generic = "generic";
}

namespace OrleansBridge.Core.Dispatching;

/// <summary>What is known of a model's file.</summary>
internal sealed class ModelFile
{
    public string? Sha256 { get; set; }
}

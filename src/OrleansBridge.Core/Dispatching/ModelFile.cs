using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching;

/// <summary>What is known of a model.</summary>
internal sealed class ModelFile
{
    /// <summary>Of its file.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The test of it that was assigned last.</summary>
    public TestRequirements? Test { get; set; }
}

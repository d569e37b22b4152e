using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A write met another ETag than the one it expected: the activation's state is out of date.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The ETag in storage.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The ETag the activation had.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }

    /// <summary>Whether it has not left the activation it came from: that one ends.</summary>
    [Id(0)]
    internal bool IsSourceActivation { get; set; } = true;
}

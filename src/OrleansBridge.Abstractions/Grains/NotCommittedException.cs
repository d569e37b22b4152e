namespace OrleansBridge.Grains;

/// <summary>A step could not be committed: the database did not answer or kept refusing. Nothing was acknowledged; the call may be repeated.</summary>
[GenerateSerializer, Alias("bridge.NotCommittedException")]
public sealed class NotCommittedException : Exception
{
    /// <summary>An empty one, for serializers.</summary>
    public NotCommittedException()
    {
    }

    /// <summary>With what was not committed.</summary>
    public NotCommittedException(string message)
        : base(message)
    {
    }

    /// <summary>With what was not committed, and why.</summary>
    public NotCommittedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

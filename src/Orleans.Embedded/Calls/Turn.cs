namespace Orleans.Embedded;

/// <summary>Something an activation is asked to run: a call or a timer's tick.</summary>
internal abstract class Turn
{
    public bool AlwaysInterleave { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Whether it counts as use of the activation.</summary>
    public bool KeepAlive { get; init; } = true;

    /// <summary>Whether it belongs to this one activation and dies with it.</summary>
    public bool LocalOnly { get; init; }

    /// <summary>The call chain that may re-enter, or empty.</summary>
    public virtual Guid ReentrancyId => Guid.Empty;

    /// <summary>Whether nobody wants it any more.</summary>
    public virtual bool Abandoned => false;

    /// <summary>Runs it. Never throws.</summary>
    public abstract Task RunAsync(Activation activation);
}

using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The activation whose turn runs on this thread.</summary>
internal sealed class RuntimeContext : IGrainContextAccessor
{
    [ThreadStatic]
    private static Activation? current;

    public static Activation? Current
    {
        get => current;
        set => current = value;
    }

    IGrainContext IGrainContextAccessor.GrainContext => current!;
}

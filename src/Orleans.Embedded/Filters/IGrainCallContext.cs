using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that a filter sees.</summary>
public interface IGrainCallContext
{
    /// <value>The grain that is called.</value>
    object Grain { get; }

    /// <value>Its identity.</value>
    GrainId TargetId { get; }

    /// <value>The interface's method.</value>
    MethodInfo InterfaceMethod { get; }

    string MethodName { get; }

    /// <value>What the call answers, once it was made; a filter that sets it answers in the grain's place.</value>
    object? Result { get; set; }

    /// <summary>Makes the call. A filter that does neither this nor sets <see cref="Result"/> is broken, and so is the call.</summary>
    Task Invoke();
}

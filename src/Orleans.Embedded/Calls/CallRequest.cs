using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One call on its way to its target. The arguments are the callee's own copies.</summary>
internal sealed class CallRequest
{
    public required GrainMethod Method { get; set; }

    /// <summary>The interface it was called through and the method's place there: what both sides understand.</summary>
    public required Type Interface { get; init; }

    public required int MethodIndex { get; init; }

    public required GrainId Target { get; init; }

    public required object?[] Arguments { get; init; }

    /// <summary>What participants send along; they copy what must not be shared.</summary>
    public Dictionary<string, object?>? Headers { get; set; }

    /// <summary>The implementation: set on the callee's side, before participants see the call there.</summary>
    public object? Instance { get; set; }

    public void SetHeader(string key, object? value) => (Headers ??= [])[key] = value;

    public object? GetHeader(string key) => Headers?.GetValueOrDefault(key);
}

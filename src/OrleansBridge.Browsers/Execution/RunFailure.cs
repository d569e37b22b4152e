using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>A run ended without outputs for a reason that is not the model's.</summary>
internal sealed class RunFailure(FailureKind kind, string reason) : Exception(reason)
{
    public FailureKind Kind { get; } = kind;
}

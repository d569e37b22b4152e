using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>A grain or observer to call, wherever it is.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly CallRuntime _origin;

    internal GrainReference(CallRuntime runtime, GrainId grainId)
    {
        _origin = runtime;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    /// <summary>Grains call through the silo they live on, whoever gave them the reference.</summary>
    internal CallRuntime CallRuntime => Embedded.RuntimeContext.Current?.Silo.Runtime ?? _origin;

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceName}";

    public virtual string InterfaceName => "";

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) => Equals(reference1, reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !Equals(reference1, reference2);

    internal object Cast(Type interfaceType) => interfaceType.IsInstanceOfType(this) ? this : _origin.Factory.Refer(interfaceType, GrainId);

    /// <summary>The same reference for use through another silo or client.</summary>
    internal virtual GrainReference Through(CallRuntime runtime) => runtime == _origin ? this : new GrainReference(runtime, GrainId);
}

namespace Orleans.Runtime;

/// <summary>Finds the activation whose turn runs.</summary>
public interface IGrainContextAccessor
{
    IGrainContext GrainContext { get; }
}

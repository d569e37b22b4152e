namespace Orleans.Embedded;

/// <summary>Where an activation stands in its life.</summary>
internal enum ActivationState
{
    Creating,
    Activating,
    Valid,
    Deactivating,
    Invalid,
}

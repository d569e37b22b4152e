namespace Orleans.Embedded;

/// <summary>Where a silo stands in its life.</summary>
internal enum SiloState
{
    Created,
    Active,
    Stopping,
    Dead,
}

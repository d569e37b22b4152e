namespace OrleansBridge.Grains;

/// <summary>Names of worker pools.</summary>
public static class Pools
{
    /// <summary>The one pool of a farm that has not asked for more.</summary>
    public const string Default = "default";
}

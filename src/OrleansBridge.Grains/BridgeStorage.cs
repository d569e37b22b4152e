namespace OrleansBridge.Grains;

/// <summary>The transactional storage that the bridge's ledgers use.</summary>
public static class BridgeStorage
{
    /// <summary>The name under which a silo registers it.</summary>
    public const string Name = "bridge";
}

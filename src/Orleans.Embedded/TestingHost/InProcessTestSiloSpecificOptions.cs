namespace Orleans.TestingHost;

/// <summary>Which silo of a test cluster is being made.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    public int SiloPort { get; set; }

    public int GatewayPort { get; set; }

    public string SiloName { get; set; } = null!;
}

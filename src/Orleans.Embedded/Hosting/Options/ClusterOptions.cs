namespace Orleans.Configuration;

/// <summary>Which cluster a silo or client belongs to. In this runtime: which silos of this process find each other.</summary>
public class ClusterOptions
{
    public const string DefaultClusterId = "default";
    public const string DefaultServiceId = "default";

    public string ClusterId { get; set; } = DefaultClusterId;

    public string ServiceId { get; set; } = DefaultServiceId;
}

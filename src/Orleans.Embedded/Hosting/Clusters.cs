using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Names a local cluster unless it has a name.</summary>
internal static class Clusters
{
    public static void Name(ClusterOptions options, string serviceId, string clusterId)
    {
        options.ServiceId = options.ServiceId is null or ClusterOptions.DefaultServiceId ? serviceId : options.ServiceId;
        options.ClusterId = options.ClusterId is null or ClusterOptions.DefaultClusterId ? clusterId : options.ClusterId;
    }
}

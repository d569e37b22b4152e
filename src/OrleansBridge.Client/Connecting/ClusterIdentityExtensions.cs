using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace OrleansBridge.Client;

internal static class ClusterIdentityExtensions
{
    /// <summary>Gives a silo or client its ids: those asked for; else those that the application gave Orleans; else the bridge's.</summary>
    public static void AddClusterIdentity(this IServiceCollection services, ClusterIdentity identity) => services.PostConfigure<ClusterOptions>(cluster =>
    {
        cluster.ClusterId = Of(identity.ClusterId, cluster.ClusterId, ClusterOptions.DefaultClusterId);
        cluster.ServiceId = Of(identity.ServiceId, cluster.ServiceId, ClusterOptions.DefaultServiceId);
    });

    // An empty one is the validator's to refuse.
    private static string Of(string? asked, string given, string orleansDefault) =>
        !string.IsNullOrWhiteSpace(asked) ? asked : given != orleansDefault ? given : ClusterIdentity.DefaultId;
}

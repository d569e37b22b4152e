using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Refuses options that a silo cannot run with.</summary>
internal sealed class OptionsValidator(
    IOptions<ClusterOptions> cluster,
    IOptions<SiloOptions> silo,
    IOptions<GrainCollectionOptions> collection,
    IOptions<EmbeddedOptions> embedded) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        Require(!string.IsNullOrWhiteSpace(cluster.Value.ClusterId), "ClusterOptions.ClusterId is empty.");
        Require(!string.IsNullOrWhiteSpace(cluster.Value.ServiceId), "ClusterOptions.ServiceId is empty.");
        Require(!string.IsNullOrWhiteSpace(silo.Value.SiloName), "SiloOptions.SiloName is empty.");
        Require(collection.Value.CollectionQuantum > TimeSpan.Zero, "GrainCollectionOptions.CollectionQuantum must be greater than zero.");
        Require(
            collection.Value.CollectionAge > collection.Value.CollectionQuantum,
            "GrainCollectionOptions.CollectionAge must be greater than GrainCollectionOptions.CollectionQuantum.");
        Require(embedded.Value.ShuffleWindow >= 1, "EmbeddedOptions.ShuffleWindow must be at least 1.");
        Require(embedded.Value.LostOneWayCalls is >= 0 and <= 1, "EmbeddedOptions.LostOneWayCalls must be between 0 and 1.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new OrleansConfigurationException(otherwise);
        }
    }
}

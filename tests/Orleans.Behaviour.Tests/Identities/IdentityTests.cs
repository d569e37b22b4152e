using System.Net;
using System.Text.Json;
using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Identities;

[Collection("one silo")]
public sealed class IdentityTests(OneSilo silo)
{
    [Fact]
    public void Grain_ids_are_written_type_and_key()
    {
        var id = silo.Client.GetGrain<Lives.ILifeGrain>("a/b c").GetGrainId();
        Assert.Equal("behaviour.life/a/b c", id.ToString());
        Assert.Equal(id, GrainId.Parse("behaviour.life/a/b c"));
        Assert.Equal(id, GrainId.Create("behaviour.life", "a/b c"));
        Assert.Equal("\"behaviour.life/a/b c\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<GrainId>(JsonSerializer.Serialize(id)));
        Assert.False(GrainId.TryParse("no slash", out _));
    }

    [Fact]
    public void Keys_are_read_as_they_were_given()
    {
        Assert.Equal("behaviour.pool/FF", silo.Client.GetGrain<StatelessWorkers.IPoolGrain>(255).GetGrainId().ToString());
        Assert.Equal(-2, silo.Client.GetGrain<StatelessWorkers.IPoolGrain>(-2).GetPrimaryKeyLong());
        Assert.Equal("key", silo.Client.GetGrain<Lives.ILifeGrain>("key").GetPrimaryKeyString());
        var guid = Guid.NewGuid();
        Assert.Equal(guid, GrainId.Create(GrainType.Create("x"), GrainIdKeyExtensions.CreateGuidKey(guid)).GetGuidKey());
    }

    [Fact]
    public void Silo_addresses_are_read_as_they_are_written()
    {
        var address = SiloAddress.New(IPAddress.Loopback, 11111, 42);
        Assert.Equal("127.0.0.1:11111@42", address.ToParsableString());
        Assert.Equal("S127.0.0.1:11111:42", address.ToString());
        Assert.Equal(address, SiloAddress.FromParsableString("127.0.0.1:11111@42"));
        Assert.True(SiloAddress.AllocateNewGeneration() < SiloAddress.AllocateNewGeneration());
    }
}

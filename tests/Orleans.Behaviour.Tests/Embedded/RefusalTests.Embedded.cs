using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Orleans.Behaviour.Tests.Embedded;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("Orleans:Clustering:ProviderType", "AdoNet")]
    [InlineData("Orleans:Streaming:news:ProviderType", "Memory")]
    [InlineData("Orleans:GrainStorage:Default:ProviderType", "AdoNet")]
    public async Task A_setting_for_what_one_process_cannot_do_keeps_a_silo_from_starting(string setting, string value)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new(setting, value)]);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(clusterId: $"refused-{Guid.NewGuid()}"));
        using var host = builder.Build();
        var failure = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
        Assert.Contains(setting.Split(':')[1], failure.Message, StringComparison.Ordinal);
    }
}

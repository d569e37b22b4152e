using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansBridge.Client.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_configuration_is_bound_and_code_wins_over_it()
    {
        using var host = Build(
            new()
            {
                ["ConnectionStrings:Bridge"] = "Host=db",
                ["OrleansBridge:Cluster:ClusterId"] = "farm",
                ["OrleansBridge:ConnectTimeout"] = "00:00:09",
                ["OrleansBridge:Client:RetryFor"] = "00:00:07",
                ["OrleansBridge:Client:BrowserPreferences:vision"] = "firefox",
            },
            options => options.ConnectTimeout = TimeSpan.FromSeconds(3));
        var options = host.Services.GetRequiredService<OrleansBridgeClientOptions>();
        Assert.Equal("Host=db", options.ConnectionString);
        Assert.Equal(TimeSpan.FromSeconds(3), options.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(7), options.Client.RetryFor);
        Assert.Equal("firefox", options.Client.BrowserPreferences["vision"]);
        Assert.Equal("firefox", options.Client.BrowserPreferences["audio"]);
        var cluster = host.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("farm", "orleansbridge"), (cluster.ClusterId, cluster.ServiceId));
    }

    [Fact]
    public void Its_section_wins_over_the_general_connection_string()
    {
        using var host = Build(new() { ["ConnectionStrings:Bridge"] = "Host=general", ["OrleansBridge:ConnectionString"] = "Host=own" });
        Assert.Equal("Host=own", host.Services.GetRequiredService<OrleansBridgeClientOptions>().ConnectionString);
    }

    [Fact]
    public void Ids_that_the_application_gave_Orleans_are_kept()
    {
        using var host = Build([], null, client => client.Configure<ClusterOptions>(cluster => cluster.ClusterId = "theirs"));
        var cluster = host.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("theirs", "orleansbridge"), (cluster.ClusterId, cluster.ServiceId));
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(45, 45)]
    public void Calls_end_soon_unless_the_application_has_said_otherwise(int? theirs, int expected)
    {
        using var host = Build([], null, client =>
        {
            if (theirs is { } seconds)
            {
                client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(seconds));
            }
        });
        Assert.Equal(TimeSpan.FromSeconds(expected), host.Services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout);
    }

    [Theory]
    [InlineData("ConnectTimeout", "00:00:00", "ConnectTimeout is 00:00:00; expected more than zero")]
    [InlineData("Cluster:ClusterId", " ", "Cluster.ClusterId is empty")]
    [InlineData("Cluster:ServiceId", " ", "Cluster.ServiceId is empty")]
    [InlineData("Client:SubmissionsInFlight", "0", "Client.SubmissionsInFlight is 0; expected 1 to 10000")]
    [InlineData("Client:MaxBrowsersPerWorker", "0", "Client.MaxBrowsersPerWorker is 0; expected 1 to 1000")]
    [InlineData("Client:RetryFor", "-00:00:01", "Client.RetryFor is -00:00:01; expected zero to a day")]
    [InlineData("ConnectTimeout", "soon", "OrleansBridge:ConnectTimeout")]
    [InlineData("Clutser:ClusterId", "farm", "OrleansBridge:Clutser:ClusterId is no setting of the bridge; the nearest is OrleansBridge:Cluster:ClusterId.")]
    public async Task An_option_that_cannot_work_is_refused_at_start_by_name(string option, string value, string expected)
    {
        using var host = Build(new() { ["ConnectionStrings:Bridge"] = "Host=db", [$"OrleansBridge:{option}"] = value });
        var refused = await Assert.ThrowsAsync<OrleansBridgeConnectionException>(() => host.StartAsync());
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static IHost Build(Dictionary<string, string?> configuration, Action<OrleansBridgeClientOptions>? configure = null, Action<IClientBuilder>? before = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.UseOrleansClient(client =>
        {
            before?.Invoke(client);
            client.AddOrleansBridge(configure);
        });
        return builder.Build();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using OrleansBridge.Client;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Hosting.Tests.Harness;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting.Tests;

public sealed class OptionsTests
{
    private const string Somewhere = "Host=db.example;Username=bridge;Database=bridge";

    [Fact]
    public void The_configuration_is_bound_and_code_wins_over_it()
    {
        using var host = BridgeApplication.Silo(
            With(("SlotsPerBrowser", "7"), ("KeepFinished", "2.00:00:00"), ("Workers:0:WorkerId", "w1"), ("Workers:0:MaxBrowsers", "2"), ("Cluster:ServiceId", "service"), ("Cluster:SiloName", "pod-1"), ("Client:SubmissionsInFlight", "8")),
            options => options.KeepFinished = TimeSpan.FromDays(1));
        var options = host.Services.GetRequiredService<OrleansBridgeOptions>();
        Assert.Equal(Somewhere, options.ConnectionString);
        Assert.Equal(TimeSpan.FromDays(1), options.KeepFinished);
        Assert.Equal(8, options.Client.SubmissionsInFlight);
        Assert.Equal(("w1", 2), (options.Workers[0].WorkerId, options.Workers[0].MaxBrowsers));
        Assert.Equal(7, host.Services.GetRequiredService<IOptions<AgentOptions>>().Value.SlotsPerBrowser);
        Assert.Equal("service", host.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId);
        Assert.Equal("pod-1", host.Services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName);
    }

    [Theory]
    [InlineData("ConnectionString", "", "ConnectionString is empty; expected a PostgreSQL connection string")]
    [InlineData("ConnectionString", "Hots=x", "ConnectionString: The connection string is not understood")]
    [InlineData("ConnectionString", "Username=x", "names no host")]
    [InlineData("SlotsPerBrowser", "0", "SlotsPerBrowser is 0; expected 1 to 100")]
    [InlineData("SlotsPerBrowser", "many", "OrleansBridge:SlotsPerBrowser")]
    [InlineData("KeepFinished", "00:00:01", "KeepFinished is 00:00:01; expected a minute or more")]
    [InlineData("Workers:0:WorkerId", "w1", "names workers, but Engine is null")]
    [InlineData("Workers:0:MaxBrowsers", "1", "a worker without WorkerId")]
    [InlineData("Cluster:ClusterId", " ", "Cluster.ClusterId is empty")]
    [InlineData("Cluster:SiloName", " ", "Cluster.SiloName is empty")]
    [InlineData("Cluster:AdvertisedAddress", "my-pod", "AdvertisedAddress is 'my-pod'; expected an IP address")]
    [InlineData("Cluster:AdvertisedAddress", "0.0.0.0", "set ListenOnAnyAddress")]
    [InlineData("Cluster:SiloPort", "0", "SiloPort is 0; expected 1 to 65535")]
    [InlineData("Cluster:GatewayPort", "70000", "GatewayPort is 70000")]
    [InlineData("Client:RetryFor", "-00:00:01", "OrleansBridgeOptions.Client.RetryFor")]
    public async Task An_option_that_cannot_work_is_refused_at_start_by_name(string option, string value, string expected)
    {
        using var host = BridgeApplication.Silo(With((option, value)));
        var refused = await Assert.ThrowsAsync<OrleansBridgeConfigurationException>(() => host.StartAsync());
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SlotPerBrowser", "OrleansBridge:SlotPerBrowser is no setting of the bridge; the nearest is OrleansBridge:SlotsPerBrowser.")]
    [InlineData("Clutser:SiloName", "the nearest is OrleansBridge:Cluster:SiloName.")]
    [InlineData("SiloName", "the nearest is OrleansBridge:Cluster:SiloName.")]
    [InlineData("Workers:0:MaxBrowser", "OrleansBridge:Workers:0:MaxBrowser is no setting of the bridge; the nearest is OrleansBridge:Workers:0:MaxBrowsers.")]
    [InlineData("Cluster:SiloPort:Number", "the nearest is OrleansBridge:Cluster:SiloPort.")]
    [InlineData("Cluster", "OrleansBridge:Cluster is no setting")]
    [InlineData("Engine", "OrleansBridge:Engine is no setting")]
    [InlineData("Placement:Scoring:ExploreShares", "the nearest is OrleansBridge:Placement:Scoring:ExploreShare.")]
    public async Task A_key_that_nobody_reads_is_refused_at_start_with_the_nearest_one(string key, string expected)
    {
        using var host = BridgeApplication.Silo(With((key, "secret")));
        var refused = await Assert.ThrowsAsync<OrleansBridgeConfigurationException>(() => host.StartAsync());
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_clients_pass_over_is_what_silos_alone_read()
    {
        string[] silo = [.. KnownSettings.Of(typeof(OrleansBridgeOptions))];
        Assert.Contains("Workers:*:MaxBrowsers", silo);
        Assert.Equal(
            silo.Except(KnownSettings.Of(typeof(OrleansBridgeClientOptions))).Select(key => key.StartsWith("Placement:", StringComparison.Ordinal) ? "Placement:**" : key).Distinct().Order(StringComparer.Ordinal),
            KnownSettings.OfSilosAlone.Order(StringComparer.Ordinal));
        Assert.Empty(KnownSettings.Problems(Section(("Placement:Scoring:Weights:Utilization", "1")), KnownSettings.OfSilosAlone));
        Assert.Contains("is no setting", Assert.Single(KnownSettings.Problems(Section(("Placements:Scoring", "1")), KnownSettings.OfSilosAlone)), StringComparison.Ordinal);
    }

    [Fact]
    public void How_tests_are_placed_is_read_from_the_configuration()
    {
        var options = new OrleansBridgeOptions();
        Assert.Empty(BridgeConfiguration.Bind(
            new ConfigurationBuilder().AddInMemoryCollection(With(
                ("Placement:Scoring:Weights:Utilization", "7"), ("Placement:Planning:MostWorkers", "0"), ("Placement:Scaling:CalmFor", "00:10:00"))).Build(),
            options,
            []));
        Assert.Equal((7, 0, TimeSpan.FromMinutes(10)), (options.Placement.Scoring.Weights.Utilization, options.Placement.Planning.MostWorkers, options.Placement.Scaling.CalmFor));
    }

    [Fact]
    public async Task How_tests_are_placed_is_checked_at_start()
    {
        using var host = BridgeApplication.Silo(With(("Placement:Stealing:MostMoves", "0"), ("Placement:Prediction:Horizon", "00:00:00")));
        var refused = await Assert.ThrowsAsync<OrleansBridgeConfigurationException>(() => host.StartAsync());
        Assert.Contains("OrleansBridgeOptions.Placement.Stealing.MostMoves", refused.Message, StringComparison.Ordinal);
        Assert.Contains("OrleansBridgeOptions.Placement.Prediction.Horizon", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_known_in_any_case_and_those_of_clients_and_empty_lists_too()
    {
        var misread = BridgeConfiguration.Bind(
            new ConfigurationBuilder().AddInMemoryCollection(
                With(("cluster:silopORT", "1"), ("ConnectTimeout", "00:01:00"), ("Workers", ""), ("Client:BrowserPreferences:vision", "chrome"), ("Workers:3:BrowserTypes:0", "chrome"))).Build(),
            new OrleansBridgeOptions(),
            KnownSettings.Of(typeof(OrleansBridgeClientOptions)));
        Assert.Empty(misread);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var host = BridgeApplication.Silo(With(("SlotsPerBrowser", "0"), ("Cluster:SiloPort", "0")));
        var refused = await Assert.ThrowsAsync<OrleansBridgeConfigurationException>(() => host.StartAsync());
        Assert.Contains("SlotsPerBrowser", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SiloPort", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_port_for_both_silos_and_clients_is_refused()
    {
        using var host = BridgeApplication.Silo(With(("Cluster:SiloPort", "11111"), ("Cluster:GatewayPort", "11111")));
        var refused = await Assert.ThrowsAsync<OrleansBridgeConfigurationException>(() => host.StartAsync());
        Assert.Contains("SiloPort and GatewayPort are both 11111; expected two ports", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(45, 45)]
    public void Calls_end_soon_unless_the_application_has_said_otherwise(int? theirs, int expected)
    {
        using var host = BridgeApplication.Silo(With(), before: silo =>
        {
            if (theirs is { } seconds)
            {
                silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(seconds));
            }
        });
        Assert.Equal(TimeSpan.FromSeconds(expected), host.Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout);
    }

    [Fact]
    public async Task Orleans_takes_four_connections_however_the_database_was_given_unless_its_connection_string_says()
    {
        await using var source = BridgeDatabase.Create(Somewhere);
        Assert.Equal(10, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize);
        Assert.Equal(4, Pool(new OrleansBridgeOptions { DataSource = source }));
        Assert.Equal(4, Pool(new OrleansBridgeOptions { ConnectionString = Somewhere }));
        Assert.Equal(7, Pool(new OrleansBridgeOptions { ConnectionString = Somewhere + ";Maximum Pool Size=7", DataSource = source }));

        static int Pool(OrleansBridgeOptions options) => new NpgsqlConnectionStringBuilder(options.OrleansConnectionString).MaxPoolSize;
    }

    private static IConfigurationSection Section(params (string Option, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(With(settings)).Build().GetSection(OrleansBridgeClientOptions.Section);

    private static Dictionary<string, string?> With(params (string Option, string Value)[] settings)
    {
        var configuration = BridgeApplication.Configuration(Somewhere);
        foreach (var (option, value) in settings)
        {
            configuration["OrleansBridge:" + option] = value;
        }

        return configuration;
    }
}

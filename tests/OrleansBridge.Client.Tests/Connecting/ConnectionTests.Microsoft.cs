using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace OrleansBridge.Client.Tests.Connecting;

public sealed class ConnectionTests
{
    private readonly HurriedTime _time = new();

    [Theory]
    [InlineData(null, "ConnectionString is empty")]
    [InlineData("Hots=x", "ConnectionString is not understood")]
    [InlineData("Username=a", "it names no host")]
    public async Task A_client_that_does_not_say_where_the_farm_is_is_refused_at_start(string? connectionString, string expected)
    {
        using var host = Build(connectionString);
        var refused = await Assert.ThrowsAsync<OrleansBridgeConnectionException>(() => host.StartAsync());
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_waits_for_its_database_and_says_in_the_end_what_it_waited_for()
    {
        using var host = Build("Host=127.0.0.1;Port=1;Username=a;Database=b");
        var gaveUp = await Assert.ThrowsAsync<OrleansBridgeConnectionException>(() => host.StartAsync());
        Assert.Contains("does not answer", gaveUp.Message, StringComparison.Ordinal);
        Assert.Contains("Waited 1", gaveUp.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_starts_before_the_silos_waits_with_back_off_and_ends_in_time()
    {
        var patience = Patience(new OrleansBridgeClientOptions { ConnectTimeout = TimeSpan.FromMinutes(2) });
        var none = new SiloUnavailableException("Could not find any gateway.");
        OrleansBridgeConnectionException? end = null;
        while (end is null)
        {
            try
            {
                Assert.True(await patience.ShouldRetryConnectionAttempt(none, default));
            }
            catch (OrleansBridgeConnectionException e)
            {
                end = e;
            }
        }

        Assert.Contains("No silo of cluster 'farm' answers", end.Message, StringComparison.Ordinal);
        Assert.InRange(_time.GetElapsedTime(0), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(126));
        Assert.Equal([0.25, 0.5, 1, 2, 4, 5, 5], _time.Waits.Take(7).Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task A_client_may_wait_for_ever()
    {
        var patience = Patience(new OrleansBridgeClientOptions { ConnectTimeout = Timeout.InfiniteTimeSpan });
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(await patience.ShouldRetryConnectionAttempt(new TimeoutException(), default));
        }
    }

    [Theory]
    [InlineData(PostgresErrorCodes.InvalidPassword, "user and password")]
    [InlineData(PostgresErrorCodes.UndefinedColumn, "damaged")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "USAGE on schema orleans")]
    public async Task What_waiting_cannot_mend_ends_the_start_at_once(string code, string expected)
    {
        var patience = Patience(new OrleansBridgeClientOptions());
        var end = await Assert.ThrowsAsync<OrleansBridgeConnectionException>(() => patience.ShouldRetryConnectionAttempt(new PostgresException("no", "FATAL", "FATAL", code), default));
        Assert.Contains(expected, end.Message, StringComparison.Ordinal);
        Assert.Empty(_time.Waits);
    }

    private PatientConnection Patience(OrleansBridgeClientOptions options) =>
        new(options, Options.Create(new ClusterOptions { ClusterId = "farm" }), _time, NullLogger<PatientConnection>.Instance);

    private IHost Build(string? connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Bridge"] = connectionString, ["OrleansBridge:ConnectTimeout"] = "00:00:10" });
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.UseOrleansClient(client => client.AddOrleansBridge());
        return builder.Build();
    }
}

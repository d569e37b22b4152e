using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansBridge.Client;
using OrleansBridge.Hosting.Api;
using OrleansBridge.Hosting.Tests.Harness;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Hosting.Tests.Api;

/// <summary>The HTTP API in a process that hosts no silo and calls the farm as an Orleans client.</summary>
[Collection(WithDatabases.Name)]
public sealed class ClientFrontTests(DatabasesFixture databases) : IAsyncLifetime
{
    private IHost _silo = null!;
    private WebApplication _front = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var configuration = BridgeApplication.Configuration(await databases.CreateAsync()).OnLoopback();
        _silo = BridgeApplication.Silo(configuration, BridgeApplication.WithWorker);
        await _silo.StartAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.UseOrleansClient(client => client.AddOrleansBridge());
        _front = builder.Build();
        _front.MapBridgeApi(new BridgeApiOptions());
        await _front.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_front.Urls.Single()) };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await ReadyAsync(limit.Token) != "ready, 1 workers")
        {
            // The silo's agent announces itself within a moment.
            await Task.Delay(50, limit.Token);
        }
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _front.DisposeAsync();
        await _silo.StopAsync();
        _silo.Dispose();
    }

    [Fact]
    public async Task A_test_is_submitted_and_waited_for_through_it()
    {
        var submitted = await _http.PostAsJsonAsync("api/tests", new { test_id = "front", model_id = "m" });
        Assert.Equal(HttpStatusCode.Created, submitted.StatusCode);

        JsonNode test;
        var version = -1L;
        do
        {
            test = JsonNode.Parse(await _http.GetStringAsync($"api/tests/front/wait?since={version}"))!;
            version = (long)test["version"]!;
        }
        while ((string)test["status"]! != "completed");

        Assert.Equal(("Simulated", "w1"), ((string)test["result"]!["outcome"]!, (string)test["result"]!["worker"]!));
        Assert.Equal(1, (int)JsonNode.Parse(await _http.GetStringAsync("pressure"))!["workers"]!);
        Assert.Equal("w1", (string)JsonNode.Parse(await _http.GetStringAsync("api/workers"))![0]!["descriptor"]!["worker_id"]!);
    }

    [Fact]
    public async Task It_has_no_silo_to_drain_and_drains_none()
    {
        var refused = await _http.PostAsync("api/silo/drain", null);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("no silo in this process", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ready, 1 workers", await _http.GetStringAsync("health/ready"));
    }

    [Fact]
    public async Task A_refused_worker_is_answered_with_a_reason_that_programs_may_go_by()
    {
        var refused = await _http.PostAsJsonAsync("api/workers", new { worker_id = "w2", silo = "nowhere" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal("unknown_silo", (string)problem["reason"]!);
        Assert.Contains("silo 'nowhere' is not known", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_silos_it_is_alive_and_not_ready()
    {
        await _silo.StopAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _http.GetAsync("health/ready")).StatusCode);
        Assert.Equal("live", await _http.GetStringAsync("health/live"));
    }

    private async Task<string> ReadyAsync(CancellationToken cancellation) =>
        await (await _http.GetAsync("health/ready", cancellation)).Content.ReadAsStringAsync(cancellation);
}

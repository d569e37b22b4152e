using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Hosting.Api;
using OrleansBridge.Json;
using OrleansBridge.Placement;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Connecting;

/// <summary>The bridge's HTTP API, typed. Every command speaks it, whether its bridge is another process or its own.</summary>
internal sealed class ApiClient(HttpClient http)
{
    internal Task<SubmitReply> SubmitAsync(string requirementsJson, CancellationToken cancellation) =>
        SendAsync<SubmitReply>(HttpMethod.Post, "api/tests", new StringContent(requirementsJson), cancellation);

    internal Task<SubmitReply> SubmitAsync(TestRequirements test, CancellationToken cancellation) =>
        SubmitAsync(JsonSerializer.Serialize(test, BridgeJson.Options), cancellation);

    internal Task<List<SubmitReply>> SubmitManyAsync(IReadOnlyCollection<TestRequirements> tests, CancellationToken cancellation) =>
        SendAsync<List<SubmitReply>>(HttpMethod.Post, "api/tests", Body(tests), cancellation);

    internal Task<TestSnapshot> GetAsync(string id, CancellationToken cancellation) =>
        SendAsync<TestSnapshot>(HttpMethod.Get, Path(id), null, cancellation);

    internal Task<TestSnapshot> CancelAsync(string id, CancellationToken cancellation) =>
        SendAsync<TestSnapshot>(HttpMethod.Post, Path(id) + "/cancel", null, cancellation);

    internal Task<TestPage> ListAsync(string query, CancellationToken cancellation) =>
        SendAsync<TestPage>(HttpMethod.Get, "api/tests" + query, null, cancellation);

    internal Task<List<WorkerSnapshot>> WorkersAsync(CancellationToken cancellation) =>
        SendAsync<List<WorkerSnapshot>>(HttpMethod.Get, "api/workers", null, cancellation);

    internal Task<List<BrowserSnapshot>> BrowsersAsync(CancellationToken cancellation) =>
        SendAsync<List<BrowserSnapshot>>(HttpMethod.Get, "api/browsers", null, cancellation);

    internal Task<List<LoadReport>> ForecastAsync(CancellationToken cancellation) =>
        SendAsync<List<LoadReport>>(HttpMethod.Get, "api/forecast", null, cancellation);

    internal Task<RegisterReply> RegisterAsync(WorkerRequest worker, CancellationToken cancellation) =>
        SendAsync<RegisterReply>(HttpMethod.Post, "api/workers", Body(worker), cancellation);

    internal Task<DrainSnapshot> DrainAsync(CancellationToken cancellation) =>
        SendAsync<DrainSnapshot>(HttpMethod.Post, "api/silo/drain", null, cancellation);

    internal async Task UnregisterAsync(string worker, CancellationToken cancellation)
    {
        using var reply = await http.DeleteAsync("api/workers/" + Uri.EscapeDataString(worker), cancellation);
        await ThrowIfRefusedAsync(reply, cancellation);
    }

    internal async Task<bool> LivesAsync(CancellationToken cancellation)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(5));
            using var reply = await http.GetAsync("health/live", limit.Token);
            return reply.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Each test's present state, then every change until all have ended.</summary>
    internal async IAsyncEnumerable<TestSnapshot> WatchAsync(IReadOnlyCollection<string> ids, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/tests/events") { Content = Body(new WatchRequest([.. ids])) };
        using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await ThrowIfRefusedAsync(reply, cancellation);
        await using var stream = await reply.Content.ReadAsStreamAsync(cancellation);
        await foreach (var data in EventStream.ReadAsync(stream, cancellation))
        {
            yield return JsonSerializer.Deserialize<TestSnapshot>(data, BridgeJson.Options)!;
        }
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var reply = await http.SendAsync(request, cancellation);
        await ThrowIfRefusedAsync(reply, cancellation);
        return (await reply.Content.ReadFromJsonAsync<T>(BridgeJson.Options, cancellation))!;
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage reply, CancellationToken cancellation)
    {
        if (reply.IsSuccessStatusCode)
        {
            return;
        }

        var problem = reply.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await reply.Content.ReadFromJsonAsync<Problem>(BridgeJson.Options, cancellation)
            : null;
        throw new ApiException((int)reply.StatusCode, problem?.Detail ?? $"the bridge answered {(int)reply.StatusCode} {reply.ReasonPhrase}", problem?.Errors ?? [], problem?.Reason);
    }

    /// <summary>A test id as one path segment: its slashes are not the path's.</summary>
    private static string Path(string id) => "api/tests/" + Uri.EscapeDataString(id);

    private static JsonContent Body<T>(T value) => JsonContent.Create(value, options: BridgeJson.Options);

    private sealed record Problem(string? Detail, IReadOnlyList<RequirementError>? Errors, string? Reason);
}

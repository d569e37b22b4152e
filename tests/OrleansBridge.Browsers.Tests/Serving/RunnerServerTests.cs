using System.Net;
using System.Text.Json.Nodes;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Tests.Serving;

public sealed class RunnerServerTests : IDisposable
{
    private readonly string _package = Directory.CreateTempSubdirectory("ort-package-").FullName;

    public RunnerServerTests()
    {
        Directory.CreateDirectory(Path.Combine(_package, "dist"));
        File.WriteAllText(Path.Combine(_package, "package.json"), """{"version":"9.9.9"}""");
        File.WriteAllText(Path.Combine(_package, "dist", "ort.wasm.min.mjs"), "export {}");
    }

    public void Dispose() => Directory.Delete(_package, recursive: true);

    [Fact]
    public async Task Pages_are_isolated_and_what_has_a_digest_is_cached_for_good()
    {
        await using var server = await RunnerServer.StartAsync(OrtPackage.Open(_package), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        var page = await http.GetAsync("runner.html");
        Assert.Equal("same-origin", page.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("require-corp", page.Headers.GetValues("Cross-Origin-Embedder-Policy").Single());
        var ort = await http.GetAsync("ort/ort.wasm.min.mjs");
        Assert.Contains("immutable", ort.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("9.9.9", server.Ort.Version);
    }

    [Fact]
    public async Task Without_the_token_nothing_is_served()
    {
        await using var server = await RunnerServer.StartAsync(OrtPackage.Open(_package), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(new Uri(server.Address), "/") };
        foreach (string path in new[] { "runner.html", "ort/ort.wasm.min.mjs", $"{new string('0', 32)}/runner.html" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task Only_the_packages_own_files_are_served()
    {
        await using var server = await RunnerServer.StartAsync(OrtPackage.Open(_package), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("ort/..%2Fpackage.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("blobs/unknown")).StatusCode);
    }

    [Fact]
    public void A_folder_without_the_package_is_refused_with_the_fix()
    {
        var refused = Assert.Throws<BrowserSetupException>(() => OrtPackage.Open(Path.Combine(_package, "nowhere")));
        Assert.Contains("npm install", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_gives_back_its_header_and_its_blobs()
    {
        byte[][] blobs = [[1, 2, 3], [], [4, 5, 6, 7, 8, 9, 10, 11, 12]];
        var frame = Frame.Decode(Frame.Encode(new JsonObject { ["id"] = "größe" }, [.. blobs.Select(b => new ReadOnlyMemory<byte>(b))]));
        Assert.Equal("größe", frame.Header.GetProperty("id").GetString());
        for (int i = 0; i < blobs.Length; i++)
        {
            Assert.Equal(blobs[i], frame.Blob(i).ToArray());
        }
    }
}

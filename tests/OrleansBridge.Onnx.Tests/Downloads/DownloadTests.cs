using System.Security.Cryptography;
using Google.Protobuf;
using OrleansBridge.Onnx.Downloads;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Onnx.Tests.Models;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Tests.Downloads;

public sealed class DownloadTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private HubServer _hub = null!;

    public async Task InitializeAsync() => _hub = await HubServer.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_hub_reference_is_fetched_once_and_kept_by_its_content()
    {
        byte[] bytes = TinyModel.Add().ToByteArray();
        _hub.Put("acme/tiny/main/onnx/model.onnx", bytes);

        var first = await ResolveAsync("hf:acme/tiny/onnx/model.onnx");
        await ResolveAsync("hf:acme/tiny/onnx/model.onnx");

        string digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(_folder["cache", "models", digest, "model.onnx"], first.Model.Path);
        Assert.Equal(["acme/tiny/main/onnx/model.onnx all"], _hub.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["cache", "partial"]));
    }

    [Fact]
    public async Task A_revision_is_asked_for_and_a_token_goes_to_the_hub_only()
    {
        _hub.Token = "secret";
        _hub.Put("acme/tiny/v1.0/model.onnx", TinyModel.Add().ToByteArray());

        await ResolveAsync("hf:acme/tiny@v1.0/model.onnx", token: "secret");
        Assert.False(_hub.StorageSawToken);

        string denied = await MistakeAsync("hf:acme/tiny/model.onnx");
        Assert.Contains("(401)", denied, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", denied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_address_works_too()
    {
        _hub.Put("any.onnx", TinyModel.Add().ToByteArray());

        Assert.Equal(1, (await ResolveAsync($"{_hub.Address}storage/any.onnx")).Model.NodeCount);
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_where_it_stopped()
    {
        byte[] bytes = Large();
        _hub.Put("acme/tiny/main/model.onnx", bytes);
        _hub.Cut = (100_000, 2);
        var heard = new List<DownloadProgress>();

        await ResolveAsync("hf:acme/tiny/model.onnx", progress: new Recorder(heard));

        Assert.Equal(3, _hub.Requests.Count);
        Assert.All(_hub.Requests.Skip(1), request => Assert.Matches(@"^acme/tiny/main/model.onnx \d{4,}-$", request));
        Assert.Equal((bytes.Length, bytes.Length), (heard[^1].Received, heard[^1].Total));
    }

    [Fact]
    public async Task The_next_process_goes_on_too()
    {
        byte[] bytes = Large();
        _hub.Put("acme/tiny/main/model.onnx", bytes);
        _hub.Cut = (100_000, 1);
        using (var stop = new CancellationTokenSource())
        {
            var stopper = new Stopper(stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ResolveAsync("hf:acme/tiny/model.onnx", progress: stopper, cancellation: stop.Token));
        }

        await ResolveAsync("hf:acme/tiny/model.onnx");

        Assert.Matches(@"\d+-$", _hub.Requests[^1]);
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_starts_anew()
    {
        _hub.Put("acme/tiny/main/model.onnx", Large());
        _hub.Cut = (100_000, 1);
        byte[] changed = TinyModel.Add().ToByteArray();

        var model = await ResolveAsync("hf:acme/tiny/model.onnx", progress: new Replacer(() => _hub.Put("acme/tiny/main/model.onnx", changed)));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(changed)), model.Model.Sha256);
    }

    [Fact]
    public async Task A_download_that_never_moves_ends_with_one_line()
    {
        _hub.Put("acme/tiny/main/model.onnx", Large());
        _hub.Cut = (0, int.MaxValue);

        Assert.StartsWith("cannot download http://127.0.0.1", await MistakeAsync("hf:acme/tiny/model.onnx"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_the_address() =>
        Assert.Equal(
            $"there is nothing at {_hub.Address}acme/none/resolve/main/model.onnx (404): check name, revision and path",
            await MistakeAsync("hf:acme/none/model.onnx"));

    [Fact]
    public async Task A_malformed_reference_is_told_with_the_form() =>
        Assert.Contains("expected hf:owner/name[@revision]/path/to/model.onnx", await MistakeAsync("hf:acme"), StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_digest_is_refused_and_not_kept()
    {
        byte[] bytes = TinyModel.Add().ToByteArray();
        _hub.Put("acme/tiny/main/model.onnx", bytes);
        string catalog = Catalog(new string('0', 64));

        var exception = await Assert.ThrowsAsync<ModelException>(() => Source(catalog).ResolveAsync(new TestRequirements { ModelId = "tiny" }));

        Assert.Contains($"has sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}, the catalog wants 000", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["cache", "models"]));

        using var right = Source(Catalog(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.Equal(1, (await right.ResolveAsync(new TestRequirements { ModelId = "tiny" })).Model.NodeCount);
    }

    [Fact]
    public async Task External_weights_come_along()
    {
        var proto = TinyModel.Add();
        proto.Graph.Initializer.Add(new TensorProto
        {
            Name = "right",
            DataType = 1,
            Dims = { 1, 2 },
            DataLocation = 1,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = "weights/all.bin" } },
        });
        _hub.Put("acme/tiny/main/onnx/model.onnx", proto.ToByteArray());
        _hub.Put("acme/tiny/main/onnx/weights/all.bin", new byte[8]);

        var file = Assert.Single((await ResolveAsync("hf:acme/tiny/onnx/model.onnx")).Model.ExternalData);

        Assert.Equal(("weights/all.bin", 8), (file.Location, file.Length));
    }

    private static byte[] Large()
    {
        var proto = TinyModel.Add();
        byte[] noise = new byte[4_000_000];
        new Random(1).NextBytes(noise);
        proto.Graph.Initializer.Add(new TensorProto { Name = "noise", DataType = 2, Dims = { noise.Length }, RawData = ByteString.CopyFrom(noise) });
        return proto.ToByteArray();
    }

    private string Catalog(string sha256)
    {
        File.WriteAllText(_folder["models.json"], $$"""[{"model_id": "tiny", "hf": "hf:acme/tiny/model.onnx", "sha256": "{{sha256}}"}]""");
        return _folder["models.json"];
    }

    private ModelSource Source(string? catalog = null, string? token = null, IProgress<DownloadProgress>? progress = null) => new(new ModelSourceOptions
    {
        Catalog = catalog,
        CacheFolder = _folder["cache"],
        HubEndpoint = _hub.Address,
        HubToken = token,
        RetryDelay = TimeSpan.Zero,
        Progress = progress,
    });

    private async Task<ResolvedModel> ResolveAsync(
        string reference, string? token = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var source = Source(token: token, progress: progress);
        return await source.ResolveAsync(new TestRequirements { ModelId = "m", ModelSource = reference }, cancellation);
    }

    private async Task<string> MistakeAsync(string reference) =>
        (await Assert.ThrowsAsync<ModelException>(() => ResolveAsync(reference))).Message;

    private sealed class Recorder(List<DownloadProgress> heard) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => heard.Add(value);
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => stop.Cancel();
    }

    private sealed class Replacer(Action replace) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => replace();
    }
}

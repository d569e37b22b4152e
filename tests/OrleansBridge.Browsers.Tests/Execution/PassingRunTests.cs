using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Execution;

[Collection(BrowserCollection.Name)]
public class PassingRunTests(ThreeBrowsers browsers)
{
    private readonly EngineHarness _harness = browsers.Harness;

    [Theory]
    [InlineData(BrowserTypes.Chrome, Backends.Wasm)]
    [InlineData(BrowserTypes.Chrome, Backends.WebGpu)]
    [InlineData(BrowserTypes.Firefox, Backends.Wasm)]
    [InlineData(BrowserTypes.Firefox, Backends.WebGpu)]
    [InlineData(BrowserTypes.Edge, Backends.WebNn)]
    public async Task A_right_model_passes_with_everything_that_was_observed(string browser, string backend)
    {
        var result = await _harness.RunAsync(_harness.Models.MatMul(20), browser, backend, r => r with { Iterations = 3, Warmup = 1 });
        Assert.Equal((Outcome.Passed, null), (result.Outcome, result.Reason));
        Assert.True(result.Compared);
        Assert.Equal((backend, 1), (result.BackendUsed, result.NodesByBackend![backend]));
        Assert.Equal(backend == Backends.Wasm, result.Adapter is null);
        Assert.NotEmpty(result.BrowserVersion!);
        Assert.True(result.Timings is { CreateMs: > 0, FirstRunMs: > 0, P50Ms: > 0, TotalMs: > 0 });
        Assert.Equal([20L, 20L], result.Outputs.Single().Dims);
        Assert.Equal(64, result.Provenance.ModelSha256!.Length);
        Assert.Equal("1.30.0", result.Provenance.OrtVersion);
    }

    [Fact]
    public async Task Memory_of_the_process_tree_is_read()
    {
        var result = await _harness.RunAsync(_harness.Models.MatMul(21));
        var snapshot = _harness.Engine.Browsers().Single(b => b.Browser == BrowserTypes.Chrome);
        Assert.True(snapshot.PssMb > 50, $"PSS {snapshot.PssMb}, result {result.Memory.PssMb}");
    }

    [Fact]
    public async Task Every_element_type_comes_back_as_it_went()
    {
        Tensor[] values =
        [
            Tensor.Of<float>("x", [3], [1.5f, float.NaN, float.NegativeInfinity]),
            Tensor.Of<double>("x", [2], [1e300, -1e-300]),
            Tensor.Of<Half>("x", [2], [(Half)1.5, (Half)(-2)]),
            Tensor.Of<long>("x", [2], [long.MaxValue, long.MinValue]),
            Tensor.Of<ulong>("x", [1], [ulong.MaxValue]),
            Tensor.Of<int>("x", [], [-7]),
            Tensor.Of<byte>("x", [0, 2], []),
            new("x", [2], ["", "Größe 木"]),
        ];
        foreach (var value in values)
        {
            var result = await _harness.RunAsync(_harness.Models.Identity(value));
            Assert.True(result.Outcome == Outcome.Passed, $"{value.Type}: {result.Reason}");
            Assert.Equal(value.Digest().Sha256, result.Outputs.Single().Sha256);
        }
    }

    [Fact]
    public async Task Weights_in_a_file_of_their_own_are_used()
    {
        var result = await _harness.RunAsync(_harness.Models.ExternalWeights(1000));
        Assert.Equal((Outcome.Passed, null), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task A_tensor_of_a_hundred_megabytes_goes_there_and_back()
    {
        float[] values = new float[25_000_000];
        new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        var result = await _harness.RunAsync(_harness.Models.Identity(Tensor.Of<float>("x", [values.Length], values)));
        Assert.Equal((Outcome.Passed, null), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task A_session_stays_warm_for_the_next_run_of_its_model()
    {
        string model = _harness.Models.MatMul(22);
        Assert.NotNull((await _harness.RunAsync(model)).Timings.CreateMs);
        Assert.Null((await _harness.RunAsync(model)).Timings.CreateMs);
    }
}

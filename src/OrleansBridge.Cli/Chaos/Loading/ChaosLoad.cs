using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Running;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Chaos.Loading;

/// <summary>The n-th test of a seed's load: mostly small and fast, some long, some on WebGPU, some that share a key or want a worker alone.</summary>
internal sealed class ChaosLoad(int seed, string suite, IReadOnlyList<string> browsers)
{
    /// <summary>Cases that pass everywhere, of some ten milliseconds each.</summary>
    private static readonly string[] Cases =
        ["test_add", "test_sub", "test_mul", "test_matmul_2d", "test_relu", "test_sigmoid", "test_softmax_example", "test_transpose_default", "test_concat_1d_axis_0", "test_reshape_reordered_all_dims"];

    // Some seconds of a page each: faults must find runs in flight.
    private const int LongRun = 5_000;

    internal const double Timeout = 60;

    /// <summary>Refuses a folder that lacks the cases.</summary>
    internal void Check()
    {
        if (Cases.FirstOrDefault(c => !File.Exists(Path.Combine(suite, c, "model.onnx"))) is { } missing)
        {
            throw new UserErrorException($"there is no {Path.Combine(suite, missing)}/model.onnx", "Install Debian's libonnx-testdata, or name the folder with --suite DIR.");
        }
    }

    internal TestRequirements Test(int number)
    {
        var random = new Random(HashCode(number));
        var draw = random.NextDouble();
        var test = Plain($"n{number}", Cases[random.Next(Cases.Length)]);
        return draw switch
        {
            < .15 => test with { Iterations = LongRun / 2 + random.Next(LongRun) },
            < .22 => test with { Backend = new() { Required = Backends.WebGpu } },
            < .30 => test with { ConcurrencyKey = $"key{random.Next(3)}" },
            < .33 => test with { Exclusive = true },
            < .45 => test with { Priority = 1 + random.Next(5) },
            _ => test,
        } with
        {
            BrowserRequirements = new() { Preferred = browsers[random.Next(browsers.Count)] },
        };
    }

    /// <summary>A test that a page works on for some seconds.</summary>
    internal TestRequirements Long(string name) => Plain(name, "test_add") with { Iterations = LongRun * 12, Priority = 1 };

    /// <summary>A test that makes the bridge's own process do something when it runs.</summary>
    internal TestRequirements Mischievous(string name, Trick trick, double timeout = Timeout)
    {
        var test = Plain($"{name}-{MischiefLabel.NameOf(trick)}", "test_add");
        return test with
        {
            Iterations = trick is Trick.DieMidRun or Trick.Hang or Trick.Poison ? LongRun * 2 : 1,
            Timeout = timeout,
            Priority = 1,
            Labels = new Dictionary<string, string>(test.Labels) { [MischiefLabel.Key] = MischiefLabel.NameOf(trick) },
        };
    }

    private TestRequirements Plain(string name, string model) => new()
    {
        TestId = FormattableString.Invariant($"chaos{seed}/{name}"),
        ModelId = model,
        ModelSource = Path.Combine(suite, model),
        Backend = new() { Required = Backends.Wasm },
        Timeout = Timeout,
        Labels = new Dictionary<string, string> { ["chaos"] = FormattableString.Invariant($"{seed}") },
    };

    // System.HashCode differs from process to process.
    private int HashCode(int number) => unchecked((seed * 7919) + (number * 104_729));
}

using System.CommandLine;
using System.Globalization;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Demo;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Models;

/// <summary><c>bridge run</c>: one model of the user's, everywhere.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Model = new("MODEL") { Description = "An .onnx file, or a folder in the ONNX test layout. Test data are not needed." };
    private static readonly Option<string[]> Browser = TargetSelection.Option("--browser", "Browser types, or all that run here.", "all");
    private static readonly Option<string[]> Backend = TargetSelection.Option("--backend", "Backends, or all that each browser has.", "all");
    private static readonly Option<int> Iterations = new("--iterations") { Description = "Timed runs.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Warmup = new("--warmup") { Description = "Untimed runs after the first.", DefaultValueFactory = _ => 3 };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds for one target.", DefaultValueFactory = _ => 600 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of synthesised inputs." };
    private static readonly Option<string[]> Dim = new("--dim") { Description = "Size of a named dimension, 1 where not given. Repeatable.", HelpName = "NAME=SIZE" };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "run",
            "One model of yours on browsers and backends: latency and agreement.",
            "./bridge run model.onnx",
            "./bridge run model.onnx --browser chrome,firefox --backend webgpu --dim batch=4 --iterations 100")
        {
            Model, Browser, Backend, Iterations, Warmup, Timeout, Seed, Dim, Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var path = Path.GetFullPath(parsed.GetValue(Model)!);
        var folder = ModelFolder.Open(path);
        var selection = TargetSelection.Of(parsed.GetValue(Browser)!, parsed.GetValue(Backend)!);
        var name = Path.GetFileNameWithoutExtension(path.EndsWith("/model.onnx", StringComparison.Ordinal) ? Path.GetDirectoryName(path)! : path);
        var run = string.Create(CultureInfo.InvariantCulture, $"run-{DateTimeOffset.UtcNow:yyyyMMdd-HHmmss}-{name}");
        var inputs = await RunInputs.MakeAsync(folder, new TestInputs { Seed = parsed.GetValue(Seed), Dims = Dims(parsed.GetValue(Dim) ?? []) }, parsed.Data(), run, cancellation);

        await using var bridge = await parsed.FarmAsync(EngineOptions.Of(parsed) with { Browsers = selection.Browsers }, [LocalWorkers.Default], cancellation);
        var targets = selection.Among(await bridge.FarmCapabilitiesAsync(cancellation));
        Console.WriteLine($"{name}: {folder.Model.NodeCount} nodes, opset {folder.Model.OpsetVersion}, {folder.Model.Length / 1e6:0.0} MB; {inputs.Said}; on {string.Join(", ", targets)}");
        var tests = targets.Select(target => new TestRequirements
        {
            TestId = $"{run}/{target.Browser}/{target.Backend}",
            ModelId = name,
            ModelSource = path,
            BrowserRequirements = new BrowserRequirements { Required = target.Browser },
            Backend = new BackendRequirements { Required = target.Backend },
            Inputs = inputs.Inputs,
            Expected = inputs.Expected,
            Iterations = parsed.GetValue(Iterations),
            Warmup = parsed.GetValue(Warmup),
            Timeout = parsed.GetValue(Timeout),
            Exclusive = true,
            Labels = new Dictionary<string, string> { ["run"] = run },
        }).ToList();
        foreach (var reply in (await bridge.Api.SubmitManyAsync(tests, cancellation)).Where(r => r.Errors.Count > 0))
        {
            throw new UserErrorException(string.Join("; ", reply.Errors.Select(e => $"{e.Field} {e.Problem}")));
        }

        var results = await new DemoProgress(tests).ShowAsync(bridge.Api.WatchAsync([.. tests.Select(t => t.TestId!)], cancellation));
        AgreementTable.Write(results);
        await JsonReport.WriteAsync(parsed.GetValue(Json), new { model = path, run, bridge.Endpoint.Runtime, Machine = Machine.Here, tests = results });
        return results.Count == tests.Count && results.TrueForAll(r => r.Outcome == Outcome.Passed) ? ExitCode.Clean : ExitCode.Failed;
    }

    private static Dictionary<string, int> Dims(IEnumerable<string> values)
    {
        var dims = new Dictionary<string, int>();
        foreach (var value in values)
        {
            dims[value.Split('=')[0]] = value.Split('=') is [{ Length: > 0 }, var size] && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
                ? n
                : throw new UserErrorException($"--dim is '{value}'; expected NAME=SIZE, as in batch=4");
        }

        return dims;
    }
}

using System.CommandLine;
using System.Globalization;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Client;
using OrleansBridge.Onnx.SmallModels;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Demo;

/// <summary><c>bridge demo</c>: two workers, four real models, three real browsers.</summary>
internal static class DemoCommand
{
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "demo",
            "The usage example for real: two workers; a vision, a text, an audio and a language model on real browsers, checked against an independent runtime.",
            "./bridge demo",
            "./bridge demo --json demo.json")
        {
            Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var data = parsed.Data();
        var started = DateTimeOffset.UtcNow;
        Screen.Note("making the small models and their expected outputs ...");
        await SmallModelSet.EnsureAsync(data.In("models"), "node", Path.Combine(Installation.NodeModules, "onnxruntime-node"), cancellation);

        await using var bridge = await parsed.FarmAsync(EngineOptions.Of(parsed), [], cancellation);
        var workers = await RegisterAsync(bridge, ["worker1", "worker2"], cancellation);
        Console.WriteLine($"{bridge.Endpoint.Runtime} Orleans, workers {string.Join(", ", workers.Select(w => w.Descriptor.WorkerId))}");
        CapabilityLines.Write([.. workers.SelectMany(w => w.Descriptor.Browsers).DistinctBy(b => b.Browser)]);

        var tests = DemoTests.For(string.Create(CultureInfo.InvariantCulture, $"demo-{started:yyyyMMdd-HHmmss}"), data.In("models"));
        foreach (var reply in await bridge.Api.SubmitManyAsync(tests, cancellation))
        {
            if (reply.Status != SubmitStatus.Accepted)
            {
                throw new UserErrorException($"{reply.TestId} was not accepted: {string.Join("; ", reply.Errors.Select(e => $"{e.Field} {e.Problem}"))}", "See ./bridge doctor.");
            }
        }

        var results = await new DemoProgress(tests).ShowAsync(bridge.Api.WatchAsync([.. tests.Select(t => t.TestId!)], cancellation));
        ResultTable.Write(results);
        results.ForEach(PlacementLines.Write);
        Console.WriteLine($"{results.Count(r => r.Outcome == Outcome.Passed)} of {tests.Count} passed in {Figures.Span(DateTimeOffset.UtcNow - started)}");
        await JsonReport.WriteAsync(parsed.GetValue(Json), new { started, finished = DateTimeOffset.UtcNow, bridge.Endpoint.Runtime, Machine = Machine.Here, tests = results });
        return results.Count == tests.Count && results.All(r => r.Outcome == Outcome.Passed) ? ExitCode.Clean : ExitCode.Failed;
    }

    /// <summary>Registers workers with the usual preferences; those that the running bridge has already are used as they are.</summary>
    private static async Task<IReadOnlyList<WorkerSnapshot>> RegisterAsync(BridgeConnection bridge, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var there = await bridge.Api.WorkersAsync(cancellation);
        foreach (var id in ids.Where(id => !there.Exists(w => w.Alive && w.Descriptor.WorkerId == id)))
        {
            await Attaching.RegisterAsync(bridge.Api, new WorkerRequest { WorkerId = id, BrowserPreferences = new ResourcePoolBridgeOptions().BrowserPreferences }, cancellation);
        }

        return await Attaching.WorkersAsync(bridge.Api, ids, cancellation);
    }
}

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Submitting;

/// <summary><c>bridge submit</c>: one test from a JSON file or from flags.</summary>
internal static class SubmitCommand
{
    private static readonly Argument<string?> File = new("FILE") { Description = "JSON file with the requirements of one test, or of several in a list; - for standard input.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Model = new("--model") { Description = "The model: a folder in the ONNX test layout, an .onnx file, a URL, an hf: reference, or a name of the catalog.", HelpName = "PATH" };
    private static readonly Option<string?> Id = new("--id") { Description = "The test's id. Default: made." };
    private static readonly Option<string?> Type = new("--type") { Description = "Model type (vision, audio, text_embedding, large_language_model, multimodal, generic)." };
    private static readonly Option<string?> Browser = new("--browser") { Description = "The browser type that must run it." };
    private static readonly Option<string?> Backend = new("--backend") { Description = "The backend that must run it: webgpu, webnn or wasm; cpu on native." };
    private static readonly Option<int?> Priority = new("--priority") { Description = "1 (highest) to 5." };
    private static readonly Option<double?> Timeout = new("--timeout") { Description = "Seconds for one attempt.", HelpName = "SECONDS" };
    private static readonly Option<bool> Wait = new("--wait") { Description = "Wait for the result; exit status 1 unless it passed." };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "submit",
            "Submits tests. Once it answers, they are committed and will not be lost.",
            "./bridge submit --model models/vit --browser chrome --backend webgpu --wait",
            "./bridge submit test.json        # {\"model_id\": \"vit\", \"model_source\": \"models/vit\", \"priority\": 1}")
        {
            File, Model, Id, Type, Browser, Backend, Priority, Timeout, Wait, Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var tests = await ReadAsync(parsed, cancellation);
        var wait = parsed.GetValue(Wait);
        await using var bridge = wait
            ? await parsed.FarmAsync(EngineOptions.Of(parsed), [LocalWorkers.Default], cancellation)
            : await parsed.LedgerAsync(cancellation);
        var ids = new List<string>();
        foreach (var test in tests)
        {
            var reply = await bridge.Api.SubmitAsync(test.ToJsonString(), cancellation);
            ids.Add(reply.TestId);
            Console.WriteLine($"{reply.TestId}  {(reply.Status == SubmitStatus.Known ? "known: the same test was submitted before" : "accepted")}");
        }

        if (!wait)
        {
            if (bridge.IsPrivate)
            {
                Screen.Note("The tests are queued; no bridge runs on this data folder to run them. Start one: ./bridge up");
            }

            return ExitCode.Clean;
        }

        return await ResultLines.WaitAsync(bridge.Api, ids, parsed.GetValue(Json), cancellation);
    }

    private static async Task<IReadOnlyList<JsonNode>> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(File) is not { } file)
        {
            return [FromFlags(parsed)];
        }

        var text = file == "-" ? await Console.In.ReadToEndAsync(cancellation) : await System.IO.File.ReadAllTextAsync(file, cancellation);
        try
        {
            return JsonNode.Parse(text) switch
            {
                JsonArray { Count: > 0 } many => [.. many.Select((n, i) => n ?? throw new UserErrorException($"{file}: test {i} is null; expected an object"))],
                JsonArray => throw new UserErrorException($"{file} holds an empty list; expected at least one test"),
                { } one => [one],
                null => throw new UserErrorException($"{file} holds null; expected a test"),
            };
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{file} is not JSON: {e.Message}");
        }
    }

    private static JsonObject FromFlags(ParseResult parsed)
    {
        var model = parsed.GetValue(Model) ?? throw new UserErrorException("nothing to submit", "Name a JSON file, or a model with --model PATH. See ./bridge submit --help");
        var isPath = Directory.Exists(model) || System.IO.File.Exists(model);
        var test = new JsonObject { ["model_id"] = isPath ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))) : model };
        Set("model_source", isPath ? Path.GetFullPath(model) : model.Contains(':', StringComparison.Ordinal) ? model : null);
        Set("test_id", parsed.GetValue(Id));
        Set("model_type", parsed.GetValue(Type));
        Set("priority", parsed.GetValue(Priority));
        Set("timeout", parsed.GetValue(Timeout));
        Set("browser_requirements", Required(parsed.GetValue(Browser)));
        Set("backend", Required(parsed.GetValue(Backend)));
        return test;

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
            {
                test[name] = value;
            }
        }

        static JsonObject? Required(string? name) => name is null ? null : new JsonObject { ["required"] = name };
    }
}

using System.CommandLine;
using System.Text.Json;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Json;

namespace OrleansBridge.Cli.Submitting;

/// <summary><c>get</c>, <c>wait</c>, <c>watch</c>, <c>list</c> and <c>cancel</c>.</summary>
internal static class TestCommands
{
    private static readonly Argument<string> Id = new("ID") { Description = "The test's id." };
    private static readonly Argument<string[]> Ids = new("ID") { Description = "Test ids.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Json = CommonOptions.Json();
    private static readonly Option<string?> Status = new("--status") { Description = "Only tests that are queued, assigned, running or completed." };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "Only tests whose id starts so." };
    private static readonly Option<string[]> Label = new("--label") { Description = "Only tests that carry the label.", HelpName = "KEY=VALUE" };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    internal static IEnumerable<Command> Create() =>
    [
        new BridgeCommand("get", "Shows a test as JSON: its state, and its result once it has one.", "./bridge get my-test") { Id }.Does(GetAsync),
        Waiting("wait", "Waits for tests to end; exit status 1 unless all passed.", "./bridge wait my-test other-test --json results.json"),
        Waiting("watch", "Shows each change of tests until they end.", "./bridge watch my-test"),
        new BridgeCommand("list", "Lists tests, oldest first.", "./bridge list --status queued", "./bridge list --prefix suite-1/ --limit 1000") { Status, Prefix, Label, Limit, Json }.Does(ListAsync),
        new BridgeCommand("cancel", "Cancels tests at whatever stage; one that has ended stays as it is.", "./bridge cancel my-test") { Ids }.Does(CancelAsync),
    ];

    private static Command Waiting(string name, string description, string example)
    {
        var command = new BridgeCommand(name, description, example) { Ids, Json };
        EngineOptions.AddTo(command);
        return command.Does(WaitAsync);
    }

    private static async Task<int> GetAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var bridge = await parsed.LedgerAsync(cancellation);
        Console.WriteLine(JsonSerializer.Serialize(await bridge.Api.GetAsync(parsed.GetValue(Id)!, cancellation), BridgeJson.Indented));
        return ExitCode.Clean;
    }

    private static async Task<int> WaitAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        await using var bridge = await parsed.FarmAsync(EngineOptions.Of(parsed), [LocalWorkers.Default], cancellation);
        var ids = parsed.GetValue(Ids)!;
        foreach (var id in ids)
        {
            await bridge.Api.GetAsync(id, cancellation);
        }

        return await ResultLines.WaitAsync(bridge.Api, [.. ids.Distinct()], parsed.GetValue(Json), cancellation);
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var query = new List<string> { $"limit={parsed.GetValue(Limit)}" };
        Add("status", parsed.GetValue(Status));
        Add("prefix", parsed.GetValue(Prefix));
        (parsed.GetValue(Label) ?? []).ToList().ForEach(label => Add("label", label));

        await using var bridge = await parsed.LedgerAsync(cancellation);
        var page = await bridge.Api.ListAsync("?" + string.Join('&', query), cancellation);
        foreach (var test in page.Tests)
        {
            Console.WriteLine(ResultLines.Line(test));
        }

        if (page.Cursor is not null)
        {
            Screen.Note($"There are more; raise --limit above {parsed.GetValue(Limit)}.");
        }

        await JsonReport.WriteAsync(parsed.GetValue(Json), page);
        return ExitCode.Clean;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                query.Add($"{key}={Uri.EscapeDataString(value)}");
            }
        }
    }

    private static async Task<int> CancelAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var bridge = await parsed.LedgerAsync(cancellation);
        foreach (var id in parsed.GetValue(Ids)!.Distinct())
        {
            Console.WriteLine(ResultLines.Line(await bridge.Api.CancelAsync(id, cancellation)));
        }

        return ExitCode.Clean;
    }
}

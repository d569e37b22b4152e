using System.CommandLine;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Chaos.Loading;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Chaos;

/// <summary><c>bridge chaos</c>: faults under load, then an audit of the promise (SPEC section 1).</summary>
internal static class ChaosCommand
{
    private static readonly Option<string> Seed = new("--seed") { Description = "One seed, or a range of them.", HelpName = "A..B", DefaultValueFactory = _ => "1" };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long faults come, for each seed.", DefaultValueFactory = _ => .75 };
    private static readonly Option<string[]> Fault = new("--fault") { Description = "Only these kinds of faults, by their names in the report.", HelpName = "KIND", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Browser = TargetSelection.Option("--browser", "Browser types to run the load on.", BrowserTypes.Chrome);
    private static readonly Option<int> Workers = new("--workers") { Description = "Workers of the bridge.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Silos = new("--silos") { Description = "Silo processes; more than one needs Microsoft Orleans.", DefaultValueFactory = _ => LocalSilo.WhyNoJoin is null ? 2 : 1 };
    private static readonly Option<int> Open = new("--open") { Description = "Tests kept open while faults come.", DefaultValueFactory = _ => 40 };
    private static readonly Option<string> Suite = new("--suite") { Description = "Folder of the cases.", DefaultValueFactory = _ => "/usr/share/libonnx-testdata/data/node", HelpName = "DIR" };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Only print what would happen when." };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Keep the data folders although all was well." };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() =>
        new BridgeCommand(
            "chaos",
            "Faults under load from a seed: kills browsers, silos and PostgreSQL, then audits that nothing was lost and nothing counted twice.",
            "./bridge chaos --seed 1..10 --json chaos.json",
            "./bridge chaos --seed 7 --minutes 5",
            "./bridge chaos --seed 7 --plan")
        {
            Seed, Minutes, Fault, Browser, Workers, Silos, Open, Suite, Plan, Keep, Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var seeds = SeedRange.Parse(parsed.GetValue(Seed)!);
        var settings = Settings(parsed);
        if (parsed.GetValue(Plan))
        {
            seeds.Select(s => ChaosPlan.Make(s, settings.Length, settings.Faults)).ToList().ForEach(Print);
            return ExitCode.Clean;
        }

        new ChaosLoad(0, settings.Suite, settings.Browsers).Check();
        var results = new List<ChaosResult>();
        foreach (var seed in seeds)
        {
            var result = await new ChaosSeed(settings).RunAsync(seed, cancellation);
            results.Add(result);
            foreach (var finding in result.Findings)
            {
                Console.WriteLine($"seed {seed}: {finding}");
            }

            Console.WriteLine(result.Verdict);

            // After each: what was seen until an interrupt is not lost.
            await JsonReport.WriteAsync(parsed.GetValue(Json), new ChaosReport(results));
        }

        new ChaosReport(results).Show();
        return results.TrueForAll(r => r.Clean) ? ExitCode.Clean : ExitCode.Failed;
    }

    private static ChaosSettings Settings(ParseResult parsed)
    {
        var (minutes, workers, open) = (parsed.GetValue(Minutes), parsed.GetValue(Workers), parsed.GetValue(Open));
        if (minutes is not (>= .2 and <= 1440) || workers is < 1 or > 16 || open is < 10 or > 10_000)
        {
            throw new UserErrorException(FormattableString.Invariant($"--minutes is {minutes}, --workers {workers}, --open {open}; expected .2 to 1440, 1 to 16, 10 to 10000"));
        }

        if (parsed.GetValue(Silos) is < 1 or > 5 || (parsed.GetValue(Silos) > 1 && LocalSilo.WhyNoJoin is not null))
        {
            throw new UserErrorException($"--silos is {parsed.GetValue(Silos)}; expected 1 to 5{(LocalSilo.WhyNoJoin is { } why ? $", and no more than 1 here: {why}" : "")}");
        }

        IReadOnlyList<string> browsers = TargetSelection.Of(parsed.GetValue(Browser)!, [Backends.Wasm]).Browsers ?? [.. BrowserDefaults.All.Select(b => b.Name)];
        return new ChaosSettings
        {
            Length = TimeSpan.FromMinutes(minutes),
            Faults = [.. (parsed.GetValue(Fault) ?? []).SelectMany(f => f.Split(',')).Select(FaultNames.Parse)],
            Suite = Path.GetFullPath(parsed.GetValue(Suite)!),
            Browsers = browsers,
            Workers = workers,
            Silos = parsed.GetValue(Silos),
            Open = open,
            Arguments = ["--max-browsers", "1", "--mischief", "--browser", string.Join(',', browsers)],
            Keep = parsed.GetValue(Keep),
        };
    }

    private static void Print(ChaosPlan plan)
    {
        Console.WriteLine($"seed {plan.Seed}");
        foreach (var fault in plan.Faults)
        {
            Console.WriteLine($"  {fault}");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using System.Net;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Targets;
using OrleansBridge.Hosting.Api;

namespace OrleansBridge.Cli.Supervising;

/// <summary><c>bridge up</c>: a supervised bridge that stays.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 7411;
    private const string LogToFile = "file";
    private const string LogToConsole = "console";

    private static readonly Option<int> Workers = new("--workers") { Description = "Workers to open.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> MaxBrowsers = new("--max-browsers") { Description = "Browser instances of each worker.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Port = new("--port") { Description = "Port of the HTTP API; 0 for any free one, which is the default of --join.", DefaultValueFactory = _ => DefaultPort };
    private static readonly Option<string> Bind = new("--bind") { Description = "Address of the HTTP API. Any but loopback needs an API key in BRIDGE_API_KEY.", DefaultValueFactory = _ => "127.0.0.1", HelpName = "ADDRESS" };
    private static readonly Option<bool> Join = new("--join")
    {
        Description = "Add a silo process to the bridge that runs on the data folder: with workers and browsers of its own, and the HTTP API on a port of its own. Needs Microsoft Orleans.",
    };

    private static readonly Option<string[]> Browser = TargetSelection.Option("--browser", "Browser types to start, or all: native among them, which runs only tests that require it.", "all");
    private static readonly Option<string> Log = new Option<string>("--log") { Description = "Where the log goes besides its file: nowhere, or to the console, as containers want it.", DefaultValueFactory = _ => LogToFile, HelpName = "file|console" }
        .AcceptOnlyFromAmong(LogToFile, LogToConsole);

    private static readonly Option<bool> Mischief = new("--mischief") { Description = "Play the tricks that chaos' tests ask for.", Hidden = true };
    private static readonly Option<bool> Detach = new("--detach") { Description = "Return once it answers, and leave it running." };
    private static readonly Option<int?> Silo = new("--silo") { Description = "The number of a joined silo.", Hidden = true };

    internal static Command Create()
    {
        var command = new BridgeCommand(
            "up",
            "Starts a supervised bridge with workers and the HTTP API, until ./bridge down or Ctrl-C.",
            "./bridge up",
            "./bridge up --workers 2 --max-browsers 2 --port 8080 --detach",
            "BRIDGE_API_KEY=secret ./bridge up --bind 0.0.0.0",
            "./bridge up --join --workers 1 --detach")
        {
            Workers, MaxBrowsers, Browser, Port, Bind, Join, Detach, Log, CommonOptions.Supervised, Silo, Mischief,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = await OptionsAsync(parsed, cancellation);
        var data = parsed.Data();
        if (parsed.GetValue(CommonOptions.Supervised))
        {
            return await SupervisedBridge.RunAsync(data, options, cancellation);
        }

        if (parsed.GetValue(Join))
        {
            return await JoinAsync(parsed, data, cancellation);
        }

        FolderOwner.Make(data);
        if (await BridgeConnection.TryAttachAsync(data, cancellation) is { } running)
        {
            await using (running)
            {
                throw new UserErrorException($"a bridge runs on {data.Path} already, at {running.Endpoint.Url} (process {running.Endpoint.Process.Id})", "Use that one, stop it with ./bridge down, or choose another folder with --data DIR.");
            }
        }

        return parsed.GetValue(Detach)
            ? await DetachedStart.RunAsync(data, [], cancellation)
            : await Supervisor.RunAsync(data, 1, [], cancellation);
    }

    private static async Task<int> JoinAsync(ParseResult parsed, DataFolder data, CancellationToken cancellation)
    {
        var wanted = parsed.GetValue(Silo);
        using var seat = SiloSeat.Take(data, wanted);
        string[] number = wanted is null ? [Silo.Name, seat.Number.ToString(CultureInfo.InvariantCulture)] : [];
        if (!parsed.GetValue(Detach))
        {
            return await Supervisor.RunAsync(data, seat.Number, number, cancellation);
        }

        // Its supervisor takes the seat.
        seat.Dispose();
        return await DetachedStart.RunAsync(data.OfSilo(seat.Number), number, cancellation);
    }

    private static async Task<BridgeHostOptions> OptionsAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (workers, browsers) = (parsed.GetValue(Workers), parsed.GetValue(MaxBrowsers));
        Check(workers is >= 0 and <= 64, "--workers", workers, "0 to 64");
        Check(browsers is >= 1 and <= 64, "--max-browsers", browsers, "1 to 64");
        if (!IPAddress.TryParse(parsed.GetValue(Bind), out var address))
        {
            throw new UserErrorException($"--bind is '{parsed.GetValue(Bind)}'; expected an IP address such as 127.0.0.1 or 0.0.0.0");
        }

        var api = new BridgeApiOptions { Address = address, Port = Given(parsed, Port) || !parsed.GetValue(Join) ? parsed.GetValue(Port) : 0, ApiKey = Environment.GetEnvironmentVariable("BRIDGE_API_KEY") };
        if (api.Problem() is { } problem)
        {
            throw new UserErrorException(problem);
        }

        var silo = parsed.GetValue(Silo) ?? 1;
        var browserTypes = TargetSelection.Of(parsed.GetValue(Browser)!, ["all"]).Browsers ?? [.. BrowserDefaults.Known.Select(b => b.Name)];
        var engine = await (EngineOptions.Of(parsed) with { Browsers = browserTypes }).PrepareAsync(parsed.Data(), cancellation);
        return new BridgeHostOptions
        {
            Silo = silo,
            Engine = parsed.GetValue(Mischief) ? MischiefEngine.Around(engine, parsed.Data()) : engine,
            Further = parsed.GetValue(Mischief) ? MischiefSilo.Of(parsed.Data(), silo) : null,
            Workers = [.. Enumerable.Range(1, workers).Select(n => LocalWorkers.Numbered(n, browsers, silo))],
            Api = api,
            LogToConsole = parsed.GetValue(Log) == LogToConsole,
            Supervised = true,
        };
    }

    private static bool Given(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static void Check(bool ok, string option, int value, string expected)
    {
        if (!ok)
        {
            throw new UserErrorException($"{option} is {value}; expected {expected}");
        }
    }
}

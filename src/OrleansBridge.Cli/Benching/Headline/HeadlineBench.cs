using System.CommandLine;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Core.Simulation.Profiles;

namespace OrleansBridge.Cli.Benching.Headline;

/// <summary>
/// <c>bridge bench headline</c>: what the seeds claim for browser-aware placement against what a simulator of the farm shows,
/// which decides with the same code as a silo. Seeds of chance, not of the project: each draws the tests anew.
/// </summary>
internal static class HeadlineBench
{
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Draws of each workload; every policy runs each of them.", DefaultValueFactory = _ => 30 };
    private static readonly Option<string?> Profile = new("--profile") { Description = "A speed profile, as ./bridge profile writes it. Default: the assumed one.", HelpName = "FILE" };
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create() => new BridgeCommand(
        "headline",
        "The claims about placement against a simulation of the farm, policy by policy.",
        "./bridge bench headline",
        "./bridge bench headline --seeds 100 --json headline.json",
        "./bridge bench headline --profile speeds.json")
    {
        Seeds, Profile, Json,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var seeds = parsed.GetValue(Seeds);
        if (seeds is < 2 or > 10_000)
        {
            throw new UserErrorException($"--seeds is {seeds}; expected 2 to 10000");
        }

        var profile = await ProfileAsync(parsed.GetValue(Profile), cancellation);
        var started = DateTimeOffset.UtcNow;
        Screen.Note($"speed profile '{profile.Name}': {profile.Evidence} ({profile.Source})");
        var draws = HeadlineDraws.Run(profile, seeds, Screen.Note, cancellation);
        PolicyTable.Show(draws);
        BoundTable.Show(draws);
        var report = new BenchReport("headline", Machine.Here, started, [.. HeadlineFigures.Of(draws)]) { Inputs = [$"speed profile '{profile.Name}': {profile.Evidence}"] };
        report.Show();
        await JsonReport.WriteAsync(parsed.GetValue(Json), report);
        return report.AllMet ? ExitCode.Clean : ExitCode.Failed;
    }

    private static async Task<SpeedProfile> ProfileAsync(string? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            return AssumedProfile.Default;
        }

        try
        {
            return SpeedProfile.FromJson(await File.ReadAllTextAsync(file, cancellation));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--profile {file}: {e.Message}");
        }
    }
}

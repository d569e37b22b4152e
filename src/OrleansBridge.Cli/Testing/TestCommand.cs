using System.CommandLine;
using System.Diagnostics;
using System.Xml.Linq;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Testing.Mutating;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Testing;

/// <summary><c>bridge test</c>: formatting, then every test assembly, on Embedded and wherever it restores on Microsoft Orleans.</summary>
internal static class TestCommand
{
    private static readonly Option<bool> Full = new("--full") { Description = "Also the long tests, and on both runtimes what hosts no Orleans." };
    private static readonly Option<bool> Mutate = new("--mutate") { Description = "Instead: break each rule of docs/rules.md in a copy, and see its test go red." };
    private static readonly Option<string?> Only = new("--only") { Description = "Only test projects whose name contains this; with --mutate, only such rules.", HelpName = "TEXT" };

    internal static Command Create() =>
        new BridgeCommand(
            "test",
            "Builds and runs the tests. The last line counts: N passed, N failed, N skipped.",
            "./bridge test",
            "./bridge test --full",
            "./bridge test --mutate --only epoch",
            "OrleansRuntime=Embedded ./bridge test --only Core")
        {
            Full, Mutate, Only,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Mutate))
        {
            return await new MutationRun(Installation.Home, OrleansRuntimeName.Value, parsed.GetValue(Only)).RunAsync(cancellation);
        }

        var watch = Stopwatch.StartNew();
        var projects = Projects(parsed.GetValue(Only));
        var total = new TestCounts(0, 0, 0);
        string[] runtimes = [.. Runtimes()];
        foreach (var runtime in runtimes)
        {
            var build = new Toolchain(runtime, Installation.Home);
            Console.WriteLine($"== {runtime} Orleans: building {projects.Count} test projects");
            if (!await build.BuildAsync(cancellation))
            {
                total += TestCounts.OneFailure;
                continue;
            }

            if (runtime == "Embedded")
            {
                total += await build.CheckFormatAsync(parsed.GetValue(Full), cancellation);
            }

            bool once = runtimes.Length > 1 && runtime == runtimes[0] && !parsed.GetValue(Full);
            foreach (var project in projects.Where(p => !once || HostsOrleans(p)))
            {
                total += await new TestAssembly(build, project).RunAsync(parsed.GetValue(Full), cancellation);
            }
        }

        Console.WriteLine($"in {Figures.Span(watch.Elapsed)}");
        Console.WriteLine(total);
        return total.Failed == 0 ? ExitCode.Clean : ExitCode.Failed;
    }

    /// <summary>Embedded always, unless the other is not to be had or not wanted.</summary>
    private static IEnumerable<string> Runtimes()
    {
        yield return "Embedded";
        if (OrleansRuntimeName.Value.Equals("Microsoft", StringComparison.Ordinal))
        {
            yield return "Microsoft";
        }
        else
        {
            Console.WriteLine("== Microsoft Orleans is left out: its packages do not restore here, or OrleansRuntime=Embedded was asked for");
        }
    }

    /// <summary>Whether it matters to a test project which Orleans it runs on.</summary>
    private static bool HostsOrleans(string project) => !XDocument.Load(project).Descendants("HostsOrleans").Any(e => e.Value == "false");

    private static List<string> Projects(string? only)
    {
        var tests = Path.Combine(Installation.Home, "tests");
        if (!Directory.Exists(tests))
        {
            throw new UserErrorException($"there are no tests in {Installation.Home}", "Run ./bridge test in a checkout.");
        }

        var projects = Directory.EnumerateFiles(tests, "*.Tests.csproj", SearchOption.AllDirectories)
            .Where(p => only is null || Path.GetFileName(p).Contains(only, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return projects.Count > 0 ? projects : throw new UserErrorException($"--only {only} leaves no test project");
    }
}

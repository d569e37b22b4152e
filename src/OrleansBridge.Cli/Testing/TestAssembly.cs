using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Testing;

/// <summary>Runs one test project and reads its results. One at a time: browsers and clusters want the whole machine.</summary>
internal sealed class TestAssembly(Toolchain toolchain, string project)
{
    /// <summary>The trait of tests that only <c>--full</c> runs: <c>[Trait("Category", "Long")]</c>.</summary>
    private const string NotLong = "Category!=Long";

    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private string Name => Path.GetFileNameWithoutExtension(project);

    internal async Task<TestCounts> RunAsync(bool full, CancellationToken cancellation)
    {
        var folder = Path.Combine(Installation.Home, "artifacts", toolchain.Runtime, "test-results", Name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var watch = Stopwatch.StartNew();
        string[] arguments =
        [
            "test", project, "--no-build", "-c", Toolchain.Configuration, "--logger", "trx;LogFileName=results.trx", "--results-directory", folder,
            "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none", .. full ? [] : (string[])["--filter", NotLong],
        ];
        var (status, output) = await toolchain.RunAsync(arguments, cancellation);
        var results = Path.Combine(folder, "results.trx");
        if (!File.Exists(results))
        {
            // A project without tests under the filter says so and ends well; anything else died.
            if (status == 0 || output.Contains("No test matches", StringComparison.Ordinal))
            {
                return new TestCounts(0, 0, 0);
            }

            Toolchain.Tail(output.Split('\n'));
            Console.WriteLine($"{toolchain.Runtime,-9} {Name}: died with status {status}");
            return TestCounts.OneFailure;
        }

        var counts = Read(XDocument.Load(results), output, status);
        Console.WriteLine($"{toolchain.Runtime,-9} {Name}: {counts} ({Figures.Span(watch.Elapsed)})");
        return counts;
    }

    private TestCounts Read(XDocument trx, string output, int status)
    {
        var counters = trx.Descendants(Trx + "Counters").First();
        var counts = new TestCounts(Count("passed"), Count("failed") + Count("error") + Count("timeout") + Count("aborted"), 0);
        counts = counts with { Skipped = Count("total") - counts.Passed - counts.Failed };
        foreach (var failed in trx.Descendants(Trx + "UnitTestResult").Where(r => r.Attribute("outcome")?.Value == "Failed"))
        {
            Console.WriteLine($"   FAILED {toolchain.Runtime} {failed.Attribute("testName")?.Value}");
            Toolchain.Tail((failed.Descendants(Trx + "Message").FirstOrDefault()?.Value + "\n" + failed.Descendants(Trx + "StackTrace").FirstOrDefault()?.Value).Split('\n').Take(16));
        }

        if (status != 0 && counts.Failed == 0)
        {
            // The host died after some tests: what did not run is unknown, so it must not look green.
            Toolchain.Tail(output.Split('\n'));
            counts += TestCounts.OneFailure;
        }

        return counts;

        int Count(string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
    }
}

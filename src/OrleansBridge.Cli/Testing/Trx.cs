using System.Xml.Linq;

namespace OrleansBridge.Cli.Testing;

/// <summary>A test run's results as the test platform writes them.</summary>
internal static class Trx
{
    private static readonly XNamespace Space = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Method names of the tests that passed in all their cases.</summary>
    internal static IReadOnlySet<string> Passed(string file)
    {
        var byName = XDocument.Load(file).Descendants(Space + "UnitTestResult")
            .ToLookup(r => MethodOf(r.Attribute("testName")!.Value), r => r.Attribute("outcome")?.Value == "Passed");
        return byName.Where(t => t.All(passed => passed)).Select(t => t.Key).ToHashSet();
    }

    private static string MethodOf(string testName)
    {
        var full = testName.Split('(')[0];
        return full[(full.LastIndexOf('.') + 1)..];
    }
}

using System.Text.Json.Nodes;
using OrleansBridge.Cli.Tests.Flow;

namespace OrleansBridge.Cli.Tests.Chaos;

/// <summary>One seed against real processes. What is slow on a busy machine is no breach here; what is lost is.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ChaosRunTests
{
    [Fact, Trait("Category", "Long")]
    public async Task A_seed_of_faults_loses_nothing_and_leaves_nothing()
    {
        var report = Path.Combine(Path.GetTempPath(), $"chaos-{Guid.NewGuid():N}.json");
        try
        {
            var (_, output, error) = await Captured.RunAsync("chaos", "--seed", "3", "--minutes", "0.5", "--silos", "1", "--json", report);

            var run = JsonNode.Parse(await File.ReadAllTextAsync(report))!["runs"]![0]!;
            Assert.True(run["faults"]!.AsArray().Count > 4, output + error);
            foreach (var promise in new[] { "lost", "double_owned", "double_accepted", "slot_errors", "unfinished", "history_gaps", "leftover_processes", "leftover_profiles" })
            {
                Assert.True((int?)run["audit"]![promise] == 0, $"{promise}: {run["findings"]}\n{error}");
            }
        }
        finally
        {
            File.Delete(report);
        }
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansBridge.Packages.Tests.Packing;

public partial class PackingTests
{
    [Fact]
    public void The_filter_has_every_library_below_the_command_and_nothing_else()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "OrleansBridge.Packages.slnf")));
        var projects = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(p => p.GetString()!.Split('\\')[1]);
        Assert.Equal(Checkout.Packages, projects);
        Assert.DoesNotContain("Orleans.Embedded", Checkout.Packages);
        Assert.DoesNotContain("OrleansBridge.Cli", Checkout.Packages);
    }

    [Theory]
    [InlineData("OrleansBridge.Packages.slnf")]
    [InlineData("OrleansBridge.sln")]
    [InlineData("src/OrleansBridge.Core")]
    public async Task Packing_on_the_embedded_runtime_is_refused_once_and_makes_nothing(string what)
    {
        var folder = Directory.CreateTempSubdirectory("bridge-packing-").FullName;
        try
        {
            var (status, output) = await Shell.RunAsync(
                $"dotnet pack {Path.Combine(Checkout.Root, what)} -o {folder}/packages", folder, new Dictionary<string, string?> { ["OrleansRuntime"] = "Embedded" });
            Assert.NotEqual(0, status);
            Assert.Contains("Run: OrleansRuntime=Microsoft dotnet pack", output, StringComparison.Ordinal);
            Assert.Single(Errors().Matches(output));
            Assert.False(Directory.Exists(Path.Combine(folder, "packages")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(": error ")]
    private static partial Regex Errors();
}

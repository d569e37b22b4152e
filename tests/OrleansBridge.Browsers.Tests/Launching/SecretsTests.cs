using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Tests.Launching;

[Collection(nameof(SecretsTests))]
[CollectionDefinition(nameof(SecretsTests), DisableParallelization = true)]
public sealed class SecretsTests : IDisposable
{
    private static readonly string[] Variables = ["ConnectionStrings__Bridge", "OrleansBridge__ConnectionString", "BRIDGE_API_KEY"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("secrets-");

    public SecretsTests() => Array.ForEach(Variables, v => Environment.SetEnvironmentVariable(v, "it is a secret"));

    public void Dispose()
    {
        Array.ForEach(Variables, v => Environment.SetEnvironmentVariable(v, null));
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task No_browser_and_no_driver_gets_the_silos_secrets()
    {
        await using var launcher = await BrowserLauncher.StartAsync(new BrowserEngineOptions
        {
            DataFolder = _data.FullName,
            NodeModules = Path.Combine(EngineHarness.Repository(), "npm", "node_modules"),
        });
        var browser = await launcher.LaunchAsync(BrowserDefaults.Chrome, software: true);
        var native = await launcher.LaunchAsync(BrowserDefaults.Known.First(b => b.Name == "native"), software: true);

        var started = ProcessTable.Read().Tree(Environment.ProcessId).Where(id => id != Environment.ProcessId).ToList();
        Assert.Contains(browser.ProcessId!.Value, started);
        Assert.Contains(native.ProcessId!.Value, started);
        Assert.All(started, id => Assert.DoesNotContain("it is a secret", EnvironmentOf(id), StringComparison.Ordinal));
    }

    private static string EnvironmentOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ");
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }
}

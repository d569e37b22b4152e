using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansBridge.Packages.Tests.Packing;
using OrleansBridge.TestingHost.Databases;

namespace OrleansBridge.Packages.Tests.GettingStarted;

/// <summary>docs/getting-started.md, done.</summary>
[Collection(WithPackages.Name)]
public sealed class GettingStartedTests(PackedFeed feed)
{
    [Fact, Trait("Category", "Long")]
    public async Task Its_steps_alone_lead_to_a_test_that_a_real_browser_passed()
    {
        await using var databases = await TestDatabases.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(feed.Root, "reader")).FullName;
        ConsumerNuGet.Write(folder);
        var reader = new Dictionary<string, string?>
        {
            ["BRIDGE"] = Checkout.Root,
            ["PACKAGES"] = feed.Folder,
            ["ConnectionStrings__Bridge"] = await databases.CreateAsync(),
        };
        var guide = Guide.Read("getting-started.md");
        Assert.Equal(reader.Keys, guide.Variables);

        // What this run's own build was told is nothing that the reader has; and here may be other silos.
        var variables = new Dictionary<string, string?>(reader)
        {
            ["ROOT"] = folder,
            ["OrleansRuntime"] = null,
            ["RestoreConfigFile"] = null,
            ["BRIDGE_HOME"] = null,
            ["OrleansBridge__Cluster__AdvertisedAddress"] = "127.0.0.1",
            ["OrleansBridge__Cluster__SiloPort"] = Port(),
            ["OrleansBridge__Cluster__GatewayPort"] = Port(),
        };
        var (status, output) = await Shell.RunAsync(guide.Script("The farm", feed.Root) + guide.Script("The client", feed.Root), folder, variables);
        var log = Path.Combine(folder, "try-bridge", "farm.log");
        Assert.True(status == 0, output + (File.Exists(log) ? File.ReadAllText(log) : ""));
        Assert.Matches(@"(?m)^Accepted: test \w+$", output);
        Assert.Matches(@"(?m)^Passed: test_add on chrome \w+ [\d.]+, mostly (webgpu|wasm), largest error ", output);
    }

    private static string Port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}

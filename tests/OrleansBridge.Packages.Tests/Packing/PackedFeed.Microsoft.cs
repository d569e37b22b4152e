using OrleansBridge.Packages.Tests.GettingStarted;

namespace OrleansBridge.Packages.Tests.Packing;

/// <summary>The packages, made as the guide says, under the NuGet configuration that this run was started with.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("bridge-packages-").FullName;

    /// <summary>For what a test makes of them; deleted at the end.</summary>
    public string Root => _root;

    public string Folder => Path.Combine(_root, "packages");

    public string Version { get; } = Checkout.Built("PackageVersion");

    public async Task InitializeAsync()
    {
        var pack = Guide.Read("getting-started.md").Script("Packages", _root);
        var (status, output) = await Shell.RunAsync(pack, _root, new Dictionary<string, string?> { ["BRIDGE"] = Checkout.Root, ["PACKAGES"] = Folder });
        Assert.True(status == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }
}

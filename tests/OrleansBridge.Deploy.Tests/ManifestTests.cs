using System.Globalization;
using OrleansBridge.Testing;

namespace OrleansBridge.Deploy.Tests;

[Collection("checks")]
public sealed class ManifestTests
{
    private static readonly string LongestTest = new TestRequirements { ModelId = "any" }.Timeout.ToString(CultureInfo.InvariantCulture);

    /// <summary>One line of a manifest made wrong, and what must be said of it.</summary>
    private static readonly (string File, string Old, string New, string Said)[] Breakages =
    [
        ("base/silos.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFileSystem: true", "'readOnlyRootFileSystem'"),
        ("base/silos.yaml", "terminationGracePeriodSeconds: 690", "terminationGracePeriodSeconds: 11 min", "must be integer"),
        ("base/silos.yaml", "terminationGracePeriodSeconds: 690", "terminationGracePeriodSeconds: 640", "less than a minute after a drain"),
        ("base/kustomization.yaml", "BRIDGE_DRAIN_SECONDS=630", "BRIDGE_DRAIN_SECONDS=600", "the longest test 600 s"),
        ("base/kustomization.yaml", "BRIDGE_WORKERS=1", "BRIDGE_WORKER=1", "$(BRIDGE_WORKERS) is not in its environment"),
        ("base/silos.yaml", "key: api-key", "key: apikey", "no key 'apikey'"),
        ("base/silos.yaml", "      port: api\n            periodSeconds: 10", "      port: http\n            periodSeconds: 10", "a probe asks port 'http'"),
        ("base/silos.yaml", "name: shm\n              mountPath", "name: shmem\n              mountPath", "no volume shmem"),
        ("base/silos.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "may run as root"),
        ("base/services.yaml", "targetPort: api", "targetPort: http", "its port 'http' is no container's"),
        ("base/poddisruptionbudget.yaml", "app.kubernetes.io/name: bridge-silo", "app.kubernetes.io/name: bridge", "selects nothing"),
        ("base/networkpolicy.yaml", "namespaceSelector:\n            matchLabels:\n              orleansbridge/clients: \"true\"", "namespaceSelector: {}", "admits pods of any namespace"),
        ("overlays/try/postgres.yaml", "orleansbridge/client: \"true\"", "orleansbridge/caller: \"true\"", "is closed to"),
        ("components/autoscaling/scaledobject.yaml", "stabilizationWindowSeconds: 600", "stabilisationWindowSeconds: 600", "'stabilisationWindowSeconds'"),
        ("components/autoscaling/scaledobject.yaml", "http://bridge-api.orleansbridge", "http://bridge.orleansbridge", "which is no service"),
    ];

    [Fact]
    public async Task Every_overlay_builds_and_holds_against_the_schemas_and_against_itself()
    {
        var (status, output) = await Checks.NodeAsync("manifests.mjs", LongestTest);
        Assert.True(status == 0, output);
        Assert.Contains("overlays/try: ", output, StringComparison.Ordinal);
        Assert.Contains("overlays/production: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_wrong_line_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("manifests-").FullName;
        try
        {
            string[] overlays = [.. Breakages.Select((breakage, i) => Break(Path.Combine(folder, $"{i:00}"), breakage.File, breakage.Old, breakage.New))];
            var (status, output) = await Checks.NodeAsync("manifests.mjs", [LongestTest, .. overlays]);
            Assert.Equal(1, status);
            var lines = output.Split('\n');
            Assert.All(Breakages.Zip(overlays), pair =>
                Assert.Contains(lines, l => l.StartsWith(pair.Second, StringComparison.Ordinal) && l.Contains(pair.First.Said, StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The overlay with that file, of a copy in which one line is wrong.</returns>
    private static string Break(string copy, string file, string old, string @new)
    {
        var source = Path.Combine(Checks.Repository, "deploy", "kubernetes");
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        var broken = Path.Combine(copy, file);
        var text = File.ReadAllText(broken);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(broken, text.Replace(old, @new, StringComparison.Ordinal));
        return Path.Combine(copy, "overlays", file.StartsWith("overlays/try", StringComparison.Ordinal) ? "try" : "production");
    }
}

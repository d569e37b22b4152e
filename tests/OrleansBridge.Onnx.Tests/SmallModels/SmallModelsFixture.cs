using OrleansBridge.Onnx.SmallModels;

namespace OrleansBridge.Onnx.Tests.SmallModels;

/// <summary>The small models, made twice. Needs node, and onnxruntime-node in <c>npm/node_modules</c> above the tests or where BRIDGE_ORT_NODE says.</summary>
public sealed class SmallModelsFixture : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public string Folder => _folder["first"];

    public string Again => _folder["again"];

    public static string? Package { get; } = Environment.GetEnvironmentVariable("BRIDGE_ORT_NODE") ?? FindUpwards();

    public async Task InitializeAsync()
    {
        if (Package is not null)
        {
            await SmallModelSet.EnsureAsync(Folder, "node", Package);
            await SmallModelSet.EnsureAsync(Again, "node", Package);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private static string? FindUpwards()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string package = Path.Combine(folder.FullName, "npm", "node_modules", "onnxruntime-node");
            if (Directory.Exists(package))
            {
                return package;
            }
        }

        return null;
    }
}

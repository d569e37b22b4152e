using System.Diagnostics;

namespace OrleansBridge.Deploy.Tests;

/// <summary>The checks of <c>deploy/check</c>, with their npm packages installed once.</summary>
public sealed class Checks : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string Repository { get; } = FindRepository();

    private static string Folder { get; } = Path.Combine(Repository, "deploy", "check");

    public async Task InitializeAsync()
    {
        var (installed, wanted) = (Path.Combine(Folder, "node_modules", ".package-lock.json"), Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted))
        {
            return;
        }

        var (status, output) = await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        Assert.True(status == 0, output);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <returns>The script's exit status and what it said.</returns>
    internal static Task<(int Status, string Output)> NodeAsync(string script, params string[] arguments) => RunAsync("node", [script, .. arguments]);

    private static async Task<(int Status, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await error);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansBridge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests are not run from inside the repository");
    }
}

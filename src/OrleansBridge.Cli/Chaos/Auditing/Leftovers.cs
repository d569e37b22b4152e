using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Cli.Chaos.Auditing;

/// <summary>What a bridge that was stopped has left behind.</summary>
internal static class Leftovers
{
    /// <summary>Processes that carry the data folder in their environment or command line, or work in it.</summary>
    internal static IReadOnlyList<string> Processes(string dataFolder)
    {
        var table = ProcessTable.Read();
        return
        [
            .. table.Marked(dataFolder).Union(table.Ids.Where(id => WorksIn(id, dataFolder))).Where(id => ProcessTable.StartOf(id) is not null)
                .Select(id => $"process {id} {BrowserProcesses.Name(id)} is left"),
        ];
    }

    /// <summary>Profile folders of its browsers, in the data folder and in the machine's temporary folder.</summary>
    /// <param name="dataFolder">The bridge's data folder.</param>
    /// <param name="before">What the temporary folder held before it started.</param>
    internal static IReadOnlyList<string> Profiles(string dataFolder, IReadOnlyCollection<string> before) =>
    [
        .. Folders(OwnerFolder.RootOf(dataFolder), "*").Concat(Temporary().Except(before).Where(IsDead)).Select(f => $"folder {f} is left"),
    ];

    internal static IReadOnlyCollection<string> Temporary() => Folders(Path.GetTempPath(), OwnerFolder.ShortPrefix + "*");

    /// <summary>Another bridge of this machine may have started meanwhile.</summary>
    private static bool IsDead(string folder) => OwnerFolder.OwnerLives(Path.GetFileName(folder)[OwnerFolder.ShortPrefix.Length..]) == false;

    private static bool WorksIn(int id, string folder)
    {
        try
        {
            return new DirectoryInfo($"/proc/{id}/cwd").LinkTarget is { } at && (at == folder || at.StartsWith(folder + "/", StringComparison.Ordinal));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[] Folders(string root, string pattern) => Directory.Exists(root) ? Directory.GetDirectories(root, pattern) : [];
}

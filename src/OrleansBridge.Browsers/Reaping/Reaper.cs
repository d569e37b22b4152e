using System.Diagnostics;

namespace OrleansBridge.Browsers.Reaping;

/// <summary>Ends browser processes and removes profile folders whose owner is gone.</summary>
internal static class Reaper
{
    private const int DeleteAttempts = 20;
    private static readonly TimeSpan DeletePause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DeathPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DeathLook = TimeSpan.FromMilliseconds(5);

    /// <summary>Reaps what dead owners left below a data folder.</summary>
    /// <returns>Processes ended and folders removed.</returns>
    public static (int Processes, int Folders) Reap(string dataFolder)
    {
        string root = OwnerFolder.RootOf(dataFolder);
        var (processes, folders) = (0, 0);
        foreach (string folder in Folders(root, "*").Where(f => OwnerFolder.OwnerLives(Path.GetFileName(f)) == false))
        {
            processes += KillMarked(folder);
            Delete(folder);
            folders++;
        }

        foreach (string folder in Folders(Path.GetTempPath(), OwnerFolder.ShortPrefix + "*")
            .Where(f => OwnerFolder.OwnerLives(Path.GetFileName(f)[OwnerFolder.ShortPrefix.Length..]) == false))
        {
            Delete(folder);
        }

        return (processes, folders);
    }

    /// <summary>Ends every process that carries the mark, and their descendants, until none is left.</summary>
    public static int KillMarked(string mark)
    {
        int killed = 0;
        for (int round = 0; round < 5; round++)
        {
            var table = ProcessTable.Read();
            int[] ids = [.. table.Marked(mark).SelectMany(table.Tree).Distinct()];
            if (ids.Length == 0)
            {
                return killed;
            }

            killed += Kill(ids);
        }

        return killed;
    }

    public static void Delete(string folder)
    {
        for (int attempt = 0; attempt < DeleteAttempts && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // A process that is just ending may still write; what stays is reaped by the next start.
                Thread.Sleep(DeletePause);
            }
        }
    }

    private static string[] Folders(string root, string pattern) => Directory.Exists(root) ? Directory.GetDirectories(root, pattern) : [];

    /// <summary>Ends processes at once and waits until they are gone; one that only its parent still counts is.</summary>
    /// <returns>How many there were to end.</returns>
    public static int Kill(params IReadOnlyList<int> ids)
    {
        var ended = ids.Select(id => (Id: id, Start: ProcessTable.StartOf(id))).Where(p => p.Start is not null && Signal(p.Id)).ToList();
        for (var end = DateTime.UtcNow + DeathPatience; ended.Exists(p => ProcessTable.StartOf(p.Id) == p.Start) && DateTime.UtcNow < end;)
        {
            Thread.Sleep(DeathLook);
        }

        return ended.Count;
    }

    private static bool Signal(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

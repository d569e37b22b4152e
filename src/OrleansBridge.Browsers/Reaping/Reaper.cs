using System.Diagnostics;

namespace OrleansBridge.Browsers.Reaping;

/// <summary>Ends browser processes and removes profile folders whose owner is gone.</summary>
internal static class Reaper
{
    /// <summary>Reaps what dead owners left below a data folder.</summary>
    /// <returns>Processes ended and folders removed.</returns>
    public static (int Processes, int Folders) Reap(string dataFolder)
    {
        string root = OwnerFolder.RootOf(dataFolder);
        if (!Directory.Exists(root))
        {
            return (0, 0);
        }

        var (processes, folders) = (0, 0);
        foreach (string folder in Directory.GetDirectories(root))
        {
            if (OwnerFolder.OwnerLives(Path.GetFileName(folder)) == false)
            {
                processes += KillMarked(folder);
                Delete(folder);
                folders++;
            }
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

            killed += ids.Count(Kill);
        }

        return killed;
    }

    /// <summary>Ends a process and its descendants.</summary>
    public static void KillTree(int root)
    {
        foreach (int id in ProcessTable.Read().Tree(root))
        {
            Kill(id);
        }
    }

    public static void Delete(string folder)
    {
        for (int attempt = 0; attempt < 3 && Directory.Exists(folder); attempt++)
        {
            try
            {
                RemoveSingletonSockets(folder);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // A process that is just ending may still write; what stays is reaped by the next start.
            }
        }
    }

    // Chromium keeps its single-instance socket outside the profile, because socket paths are short, and links to it.
    private static void RemoveSingletonSockets(string folder)
    {
        foreach (string link in Directory.EnumerateFiles(folder, "SingletonSocket", SearchOption.AllDirectories))
        {
            if (new FileInfo(link).LinkTarget is { } target
                && Path.GetDirectoryName(target) is { } parent
                && Path.GetFileName(parent).StartsWith("org.chromium.", StringComparison.Ordinal)
                && Directory.Exists(parent))
            {
                Directory.Delete(parent, recursive: true);
            }
        }
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return process.WaitForExit(2_000);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

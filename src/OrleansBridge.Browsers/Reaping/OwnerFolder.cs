using System.Globalization;

namespace OrleansBridge.Browsers.Reaping;

/// <summary>
/// Where one engine keeps its browsers' profiles and temporary files: named after the owning process and its start, so that whoever
/// comes later can tell whether the owner still lives.
/// </summary>
internal sealed class OwnerFolder : IDisposable
{
    /// <summary>Opens the names of folders that had to be short, in the machine's temporary folder.</summary>
    public const string ShortPrefix = "orleansbridge-";

    // A socket's path has at most 108 characters, and Chromium adds 45 to its temporary folder's, which is one below ours.
    private const int LongestTemporary = 54;

    private static int s_engines;

    private OwnerFolder(string path)
    {
        Path = path;
        string own = System.IO.Path.Combine(path, "tmp");
        Temporary = own.Length <= LongestTemporary
            ? own
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), ShortPrefix + System.IO.Path.GetFileName(path));
    }

    public string Path { get; }

    /// <summary>Profiles, and whatever browsers think temporary.</summary>
    public string Temporary { get; }

    public static string RootOf(string dataFolder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(dataFolder), "browsers");

    public static OwnerFolder Create(string dataFolder)
    {
        long start = ProcessTable.StartOf(Environment.ProcessId) ?? 0;
        string name = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{start}-{Interlocked.Increment(ref s_engines)}");
        var folder = new OwnerFolder(System.IO.Path.Combine(RootOf(dataFolder), name));
        try
        {
            Directory.CreateDirectory(folder.Path);
            Directory.CreateDirectory(folder.Temporary);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BrowserSetupException($"cannot keep browser profiles in {folder.Path}: {refused.Message}. Name another data folder, or free this one");
        }

        return folder;
    }

    /// <summary>Whether a folder of that name belongs to a process that lives. Null: it is no owner folder.</summary>
    public static bool? OwnerLives(string name)
    {
        string[] parts = name.Split('-');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long start)
            ? ProcessTable.StartOf(id) == start
            : null;
    }

    public void Dispose()
    {
        Reaper.Delete(Temporary);
        Reaper.Delete(Path);
    }
}

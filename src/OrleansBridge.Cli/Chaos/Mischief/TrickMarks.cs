using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Which tricks were played, as files in the data folder: they survive the process that kills itself.</summary>
internal sealed class TrickMarks(string folder)
{
    internal static TrickMarks In(DataFolder data) => new(data.In("tricks"));

    /// <summary>Notes that it is played now.</summary>
    /// <returns>False when it was before.</returns>
    internal bool TryPlay(string testId, string hit)
    {
        Directory.CreateDirectory(folder);
        try
        {
            using var mark = new StreamWriter(new FileStream(FileOf(testId), FileMode.CreateNew, FileAccess.Write, FileShare.Read));
            mark.Write(hit);
            return true;
        }
        catch (IOException) when (File.Exists(FileOf(testId)))
        {
            return false;
        }
    }

    /// <summary>Notes it once more, for tricks that are played every time.</summary>
    internal void Repeat(string testId, string hit)
    {
        Directory.CreateDirectory(folder);
        File.AppendAllText(FileOf(testId), hit + "; ");
    }

    /// <summary>What was hit and when, or null when it was not played yet.</summary>
    internal (string Hit, DateTimeOffset At)? Read(string testId)
    {
        var file = new FileInfo(FileOf(testId));
        return file.Exists ? (File.ReadAllText(file.FullName), file.LastWriteTimeUtc) : null;
    }

    private string FileOf(string testId) => Path.Combine(folder, Uri.EscapeDataString(testId));
}

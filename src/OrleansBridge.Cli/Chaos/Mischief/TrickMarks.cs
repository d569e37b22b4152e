using System.Globalization;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Which tricks were played, as files in the data folder: they survive the process that kills itself.</summary>
internal sealed class TrickMarks(string folder)
{
    /// <summary>The mark of the process that has the balancer.</summary>
    internal const string Balancer = "balancer";

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

    /// <summary>Notes that this process is the one, until another does.</summary>
    internal void Own(string mark)
    {
        Directory.CreateDirectory(folder);
        var draft = FileOf($".{mark}-{Environment.ProcessId}");
        File.WriteAllText(draft, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.Move(draft, FileOf(mark), overwrite: true);
    }

    /// <summary>Counts what happens often, each process for itself.</summary>
    internal void Count(string mark, string what)
    {
        lock (folder)
        {
            Repeat(FormattableString.Invariant($"{mark}@{Environment.ProcessId}"), what);
        }
    }

    /// <summary>What was counted under a mark, over all processes.</summary>
    internal IReadOnlyDictionary<string, int> Counted(string mark) => !Directory.Exists(folder)
        ? new Dictionary<string, int>()
        : Directory.GetFiles(folder, Uri.EscapeDataString(mark + "@") + "*")
            .SelectMany(f => File.ReadAllText(f).Split("; ", StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>What was hit and when, or null when it was not played yet.</summary>
    internal (string Hit, DateTimeOffset At)? Read(string testId)
    {
        var file = new FileInfo(FileOf(testId));
        return file.Exists ? (File.ReadAllText(file.FullName), file.LastWriteTimeUtc) : null;
    }

    private string FileOf(string testId) => Path.Combine(folder, Uri.EscapeDataString(testId));
}

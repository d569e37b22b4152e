using System.Globalization;
using System.Text;

namespace OrleansBridge.Browsers.Reaping;

/// <summary>The machine's processes at one moment, from <c>/proc</c>. Empty where there is none.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<int, int> _parents = [];

    private ProcessTable()
    {
    }

    public IEnumerable<int> Ids => _parents.Keys;

    public static ProcessTable Read()
    {
        var table = new ProcessTable();
        if (!OperatingSystem.IsLinux())
        {
            return table;
        }

        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Stat(id) is { } stat)
            {
                table._parents[id] = int.Parse(stat[1], CultureInfo.InvariantCulture);
            }
        }

        return table;
    }

    /// <summary>A process's start in clock ticks since boot: with its id, an identity that is never used twice. Null: no such process.</summary>
    public static long? StartOf(int id) => Stat(id) is { } stat && stat[0] is not ("Z" or "X") ? long.Parse(stat[19], CultureInfo.InvariantCulture) : null;

    /// <summary>A process's niceness: the higher, the less processor time it gets beside others. Null: no such process.</summary>
    public static int? NiceOf(int id) => Stat(id) is { } stat ? int.Parse(stat[16], CultureInfo.InvariantCulture) : null;

    public int? ParentOf(int id) => _parents.TryGetValue(id, out int parent) ? parent : null;

    /// <summary>The process and all that descend from it.</summary>
    public IReadOnlyList<int> Tree(int root)
    {
        var tree = new List<int> { root };
        for (int i = 0; i < tree.Count; i++)
        {
            tree.AddRange(_parents.Where(p => p.Value == tree[i]).Select(p => p.Key));
        }

        return tree;
    }

    /// <summary>Processes that carry the text in their environment or command line. What other users run is not looked at.</summary>
    public IReadOnlyList<int> Marked(string text) =>
        [.. Ids.Where(id => id != Environment.ProcessId && (Carries(id, "environ", text) || Carries(id, "cmdline", text)))];

    /// <summary>Whether a process runs and its command line holds the text.</summary>
    public static bool RunsWith(int id, string text) => Carries(id, "cmdline", text);

    private static bool Carries(int id, string file, string text)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/{file}").AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Fields of <c>/proc/ID/stat</c> after the name, from the state on.</summary>
    private static string[]? Stat(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

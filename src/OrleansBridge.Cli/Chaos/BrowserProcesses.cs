using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Cli.Chaos;

/// <summary>The processes of a running browser by what they do.</summary>
internal static class BrowserProcesses
{
    /// <summary>Processes that run pages.</summary>
    internal static IReadOnlyList<int> Pages(int browser) =>
        [.. ProcessTable.Read().Tree(browser).Where(id => CommandLine(id) is { } line
            && (line.Contains("--type=renderer", StringComparison.Ordinal) || line.EndsWith("tab", StringComparison.Ordinal)))];

    /// <summary>The process that talks to the GPU, or to the software in its place.</summary>
    internal static IReadOnlyList<int> Gpu(int browser) =>
        [.. ProcessTable.Read().Tree(browser).Where(id => CommandLine(id)?.Contains("--type=gpu-process", StringComparison.Ordinal) == true)];

    /// <summary>The process's name, for people.</summary>
    internal static string Name(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm").Trim();
        }
        catch (IOException)
        {
            return "gone";
        }
    }

    private static string? CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").TrimEnd('\0').Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

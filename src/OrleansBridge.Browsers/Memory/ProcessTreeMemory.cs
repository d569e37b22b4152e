using System.Globalization;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Memory;

/// <summary>Memory of a browser: the proportional set size of its whole process tree, shared pages counted once.</summary>
internal static class ProcessTreeMemory
{
    /// <summary>Megabytes (10^6 bytes), or null where the kernel does not tell.</summary>
    public static double? ReadMb(int root)
    {
        long? kib = null;
        foreach (int id in ProcessTable.Read().Tree(root))
        {
            if (PssKib(id) is { } part)
            {
                kib = (kib ?? 0) + part;
            }
        }

        return kib * 1024 / 1e6;
    }

    private static long? PssKib(int id)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{id}/smaps_rollup"))
            {
                if (line.StartsWith("Pss:", StringComparison.Ordinal))
                {
                    return long.Parse(line.AsSpan(4, line.Length - 6).Trim(), CultureInfo.InvariantCulture);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to somebody else.
        }

        return null;
    }
}

namespace OrleansBridge.Postgres;

/// <summary>Says what a failing disk or folder means, from an exception or from what a PostgreSQL program printed.</summary>
internal static class FileProblem
{
    private static readonly (string Sign, string Meaning, string Fix)[] s_known =
    [
        ("No space left on device", "the disk is full", "free some space there, or choose a data folder on another disk with --data."),
        ("Disk quota exceeded", "the disk quota is used up", "free some space there, or choose a data folder on another disk with --data."),
        ("Read-only file system", "the file system is read-only", "mount it writable, or choose another data folder with --data."),
        ("Permission denied", "writing there is not permitted", "run as the folder's owner, or choose another data folder with --data."),
    ];

    public static bool IsKnown(Exception error) => Match(error.Message) is not null;

    public static PostgresSetupException Explain(Exception error, string folder) =>
        FromText(error.Message, folder, error)
        ?? (error is UnauthorizedAccessException
            ? FromText("Permission denied", folder, error)!
            : new PostgresSetupException(
                $"The data folder {folder} cannot be used: {error.Message}", "choose another data folder with --data.", error));

    public static PostgresSetupException? FromText(string text, string folder, Exception? inner = null) =>
        (Match(text) ?? (IsFull(folder) ? s_known[0] : null)) is { } known
            ? new PostgresSetupException($"The data folder {folder} cannot be used: {known.Meaning}.", known.Fix, inner)
            : null;

    // initdb dies on a full disk without saying so. A new cluster takes 40 MB, a log segment 16 MB.
    private static bool IsFull(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < 48_000_000;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static (string Sign, string Meaning, string Fix)? Match(string text)
    {
        var index = Array.FindIndex(s_known, k => text.Contains(k.Sign, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : s_known[index];
    }
}

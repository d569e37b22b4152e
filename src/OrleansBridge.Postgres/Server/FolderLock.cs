using System.Globalization;

namespace OrleansBridge.Postgres;

/// <summary>
/// Keeps a second bridge out of a data folder. The operating system lets go of the lock when its holder dies, even by
/// <c>kill -9</c>, so it is never stale; the process id stands beside it for the message only.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    public static FolderLock Take(ServerFolder folder)
    {
        FileStream held;
        try
        {
            held = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(folder.LockFile) && !FileProblem.IsKnown(error))
        {
            throw new PostgresSetupException(
                $"The data folder {folder.Root} is in use by another bridge{Holder(folder)}.",
                "stop that one (bridge down), or give this one a data folder of its own with --data.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Explain(error, folder.Root);
        }

        try
        {
            File.WriteAllText(folder.OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw FileProblem.Explain(error, folder.Root);
        }
    }

    public void Dispose() => _held.Dispose();

    private static string Holder(ServerFolder folder)
    {
        try
        {
            return $" (process {File.ReadAllText(folder.OwnerFile).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}

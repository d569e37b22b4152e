using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Hosting;

/// <summary>The one bridge of a data folder. The operating system lets go of the lock when its holder dies, so it is never stale.</summary>
internal sealed class FolderOwner : IDisposable
{
    private readonly FileStream _lock;

    private FolderOwner(FileStream @lock) => _lock = @lock;

    /// <summary>Takes the folder, or null when another bridge has it.</summary>
    /// <exception cref="UserErrorException">The folder cannot be used.</exception>
    internal static FolderOwner? TryTake(DataFolder data, string name = "bridge.lock")
    {
        Make(data);
        var file = data.In(name);
        try
        {
            return new FolderOwner(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserErrorException($"the data folder {data.Path} is not writable: {e.Message}", "Choose another with --data DIR, or run as its owner.");
        }
        catch (IOException e) when (e.HResult is Busy || e.Message.Contains("being used by another process", StringComparison.Ordinal))
        {
            return null;
        }
        catch (IOException e)
        {
            throw new UserErrorException($"the data folder {data.Path} cannot be used: {e.Message}", "Free some space there, or choose another with --data DIR.");
        }
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="UserErrorException">It cannot be made.</exception>
    internal static void Make(DataFolder data)
    {
        try
        {
            Directory.CreateDirectory(data.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the data folder {data.Path} cannot be made: {e.Message}", "Choose another with --data DIR, or make this one writable.");
        }
    }

    public void Dispose() => _lock.Dispose();

    private const int Busy = 11; // EWOULDBLOCK
}

namespace OrleansBridge.Postgres.Tests;

/// <summary>A folder for one test, short enough for a socket, open to the server's account.</summary>
public sealed class TemporaryFolder
{
    private readonly string _top = Path.Combine("/tmp", "obt-" + Guid.NewGuid().ToString("N")[..8]);

    public TemporaryFolder(string name = "")
    {
        Root = Path.Combine(_top, name);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public void Delete() => Directory.Delete(_top, recursive: true);
}

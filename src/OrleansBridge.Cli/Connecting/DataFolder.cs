namespace OrleansBridge.Cli.Connecting;

/// <summary>The bridge's data folder: PostgreSQL's files, browser profiles, artifacts, the endpoint of the running bridge.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>Where the running bridge says how to reach it.</summary>
    internal string EndpointFile => In("endpoint.json");

    internal string LogFile => In("bridge.log");

    internal string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The folder that was asked for, else <c>.bridge</c> beside the program, else the user's own data folder.</summary>
    internal static DataFolder Choose(string? asked) => new(System.IO.Path.GetFullPath(asked ?? Default()));

    private static string Default()
    {
        var home = Environment.GetEnvironmentVariable("BRIDGE_HOME");
        return home is not null && IsWritable(home)
            ? System.IO.Path.Combine(home, ".bridge")
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleansbridge");
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            var data = System.IO.Path.Combine(folder, ".bridge");
            Directory.CreateDirectory(data);
            File.Create(System.IO.Path.Combine(data, $".writable-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Connecting;

/// <summary>The bridge's data folder: PostgreSQL's files, browser profiles, artifacts, the endpoint of the running bridge.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>Where the running bridge says how to reach it.</summary>
    internal string EndpointFile => In("endpoint.json");

    /// <summary>Which process supervises a bridge on the folder.</summary>
    internal string SupervisorFile => In("supervisor.json");

    internal string LogFile => In("bridge.log");

    internal string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The folder that was asked for, else <c>.bridge</c> beside the program, else the user's own data folder.</summary>
    internal static DataFolder Choose(string? asked) => new(System.IO.Path.GetFullPath(asked ?? Default()));

    private static string Default() => IsWritable(Installation.Home)
        ? System.IO.Path.Combine(Installation.Home, ".bridge")
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleansbridge");

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

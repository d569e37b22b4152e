namespace OrleansBridge.Cli.Running;

/// <summary>Where the bridge itself lies.</summary>
internal static class Installation
{
    /// <summary>The checkout: named by the <c>bridge</c> script, else found above the program's file.</summary>
    internal static string Home { get; } = Environment.GetEnvironmentVariable("BRIDGE_HOME") is { Length: > 0 } home ? home : FindHome();

    /// <summary>The npm packages of the runner page.</summary>
    internal static string NodeModules => Path.Combine(Home, "npm", "node_modules");

    private static string FindHome()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansBridge.sln")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}

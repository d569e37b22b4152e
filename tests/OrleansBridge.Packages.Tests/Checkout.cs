using System.Reflection;
using System.Xml.Linq;

namespace OrleansBridge.Packages.Tests;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Runtime => Built("OrleansRuntime");

    /// <summary>The packable projects' names: every library below the command.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => XDocument.Load(project).Descendants("IsPackable").All(value => value.Value != "false"))
            .Select(project => Path.GetFileNameWithoutExtension(project)!).Order(StringComparer.Ordinal),
    ];

    /// <summary>What the project file told this assembly.</summary>
    public static string Built(string key) =>
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OrleansBridge.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

using System.Reflection;

namespace OrleansBridge.Cli.Doctor;

/// <summary>Which Orleans this program was compiled against.</summary>
internal static class OrleansRuntime
{
    /// <summary><c>Microsoft</c> or <c>Embedded</c>.</summary>
    internal static string Name { get; } = Metadata("OrleansRuntime");

    internal static string Describe() => Name == "Microsoft"
        ? $"Microsoft Orleans {Metadata("OrleansVersion")} packages"
        : "Embedded (in one process; Microsoft's packages did not restore, or were not asked for)";

    private static string Metadata(string key) =>
        typeof(OrleansRuntime).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}

using System.Reflection;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Doctor;

/// <summary>Which Orleans this program was compiled against, in words.</summary>
internal static class OrleansRuntime
{
    internal static string Describe() => OrleansRuntimeName.Value == "Microsoft"
        ? $"Microsoft Orleans {Version} (packages)"
        : "Embedded: one process, no cluster (Microsoft's packages did not restore, or OrleansRuntime=Embedded)";

    private static string Version { get; } =
        typeof(OrleansRuntime).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "OrleansVersion").Value!;
}

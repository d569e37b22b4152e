using System.Reflection;

namespace Orleans.Behaviour.Tests.Metadata;

/// <summary>The Microsoft.Orleans assemblies in the package folder.</summary>
internal static class OrleansPackages
{
    private static readonly string[] Wanted =
    [
        "Orleans.Core", "Orleans.Core.Abstractions", "Orleans.Runtime", "Orleans.Serialization", "Orleans.Serialization.Abstractions",
        "Orleans.Transactions", "Orleans.Reminders", "Orleans.Reminders.AdoNet", "Orleans.Persistence.Memory", "Orleans.TestingHost",
    ];

    public static IReadOnlyList<string> Files { get; } = [.. Wanted.Select(Find).OfType<string>()];

    /// <summary>Packages that the registry did not have; types of theirs cannot be checked.</summary>
    public static IReadOnlyList<string> Missing { get; } = [.. Wanted.Where(w => Find(w) is null)];

    private static string? Find(string assembly)
    {
        var library = Path.Combine(Value("PackageFolder"), $"microsoft.{assembly.ToLowerInvariant()}", Value("OrleansVersion"), "lib");
        return Directory.Exists(library) ? Directory.EnumerateFiles(library, $"{assembly}.dll", SearchOption.AllDirectories).Order().LastOrDefault() : null;
    }

    private static string Value(string key) =>
        typeof(OrleansPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value ?? "";
}

using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The application's grain classes, by type and by interface.</summary>
internal static class GrainClasses
{
    private static readonly Lazy<Dictionary<GrainType, GrainClass>> All = new(Find);
    private static readonly ConcurrentDictionary<(Type, string?), GrainClass> ByInterface = new();

    public static IReadOnlyCollection<GrainClass> Known => All.Value.Values;

    public static GrainClass? Of(GrainType type) => All.Value.GetValueOrDefault(type);

    /// <summary>The one class that implements an interface, or the one among several whose full name begins with a prefix.</summary>
    public static GrainClass Implementing(Type type, string? prefix) => ByInterface.GetOrAdd((type, prefix), static key => Resolve(key.Item1, key.Item2));

    private static GrainClass Resolve(Type type, string? prefix)
    {
        var all = Known.Where(c => type.IsAssignableFrom(c.Class)).ToArray();
        var candidates = prefix is null ? all : [.. all.Where(c => c.Class.FullName!.StartsWith(prefix, StringComparison.Ordinal))];
        if (prefix is not null && Array.Find(candidates, c => c.Class.FullName == prefix) is { } exact)
        {
            return exact;
        }

        return candidates switch
        {
            [var only] => only,
            [] when prefix is null => throw new ArgumentException($"Could not find an implementation for interface {type.FullName}"),
            [] => throw new ArgumentException($"Could not find an implementation matching prefix \"{prefix}\" for interface {type.FullName}"),
            _ when prefix is null && ByName(candidates, type) is { } primary => primary,
            _ => throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {type.FullName}. Candidates: {string.Join(", ", candidates.Select(c => c.Type))}"),
        };
    }

    private static GrainClass? ByName(GrainClass[] candidates, Type type) => Array.Find(candidates, c => c.Class.Name == type.Name[1..]);

    private static Dictionary<GrainType, GrainClass> Find()
    {
        var classes = new Dictionary<GrainType, GrainClass>();
        foreach (var type in Applications.Types.Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(t)))
        {
            if (typeof(GrainReference).IsAssignableFrom(type) || type.IsGenericTypeDefinition)
            {
                continue;
            }

            var found = new GrainClass(type);
            if (!classes.TryAdd(found.Type, found))
            {
                throw new OrleansConfigurationException(
                    $"{type} and {classes[found.Type].Class} have the same grain type '{found.Type}': give one of them another [GrainType].");
            }
        }

        return classes;
    }
}

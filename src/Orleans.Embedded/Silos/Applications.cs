using System.Reflection;

namespace Orleans.Embedded;

/// <summary>The application's own types: those of assemblies that use Orleans.</summary>
internal static class Applications
{
    private static readonly Lazy<Type[]> All = new(Find);

    public static IReadOnlyList<Type> Types => All.Value;

    private static Type[] Find()
    {
        var orleans = typeof(Applications).Assembly.GetName().Name;
        var seen = new HashSet<string>();
        var found = new List<Assembly>();
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!) || IsFramework(assembly.GetName().Name!))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (Array.Exists(references, r => r.Name == orleans))
            {
                found.Add(assembly);
            }

            foreach (var reference in references.Where(r => !seen.Contains(r.FullName) && !IsFramework(r.Name!)))
            {
                try
                {
                    queue.Enqueue(Assembly.Load(reference));
                }
                catch (Exception exception) when (exception is IOException or BadImageFormatException)
                {
                    // What cannot be loaded holds no grains that could run.
                }
            }
        }

        return [.. found.SelectMany(TypesOf)];
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "netstandard" or "mscorlib";

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}

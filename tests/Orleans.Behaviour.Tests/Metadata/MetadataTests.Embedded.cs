using Xunit.Abstractions;

namespace Orleans.Behaviour.Tests.Metadata;

/// <summary>Every public type and member of the embedded runtime stands as it is in Orleans' own assemblies.</summary>
public sealed class MetadataTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, TypeShape> Real = Surface.Of(OrleansPackages.Files);
    private static readonly Dictionary<string, TypeShape> Embedded = Surface.Of([typeof(IGrain).Assembly.Location]);

    [Fact]
    public void Public_types_and_members_are_those_of_Orleans()
    {
        var ours = Embedded.Values.Where(t => !t.Name.StartsWith("Orleans.Embedded.", StringComparison.Ordinal)).OrderBy(t => t.Name).ToArray();
        var unknown = ours.Where(t => !Real.ContainsKey(t.Name)).Select(t => t.Name).ToArray();
        output.WriteLine($"Checked {ours.Length - unknown.Length} of {ours.Length} types against {string.Join(", ", OrleansPackages.Files.Select(Path.GetFileName))}.");
        output.WriteLine($"Not checked, for want of {string.Join(", ", OrleansPackages.Missing)}: {string.Join(", ", unknown)}");
        var differences = ours.Where(t => Real.ContainsKey(t.Name)).SelectMany(Differences).ToList();
        if (OrleansPackages.Missing.Count == 0)
        {
            differences.AddRange(unknown.Select(name => $"{name} does not exist in Orleans"));
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void There_is_something_to_check_against() => Assert.Contains("Orleans.IGrainFactory", Real.Keys);

    private static IEnumerable<string> Differences(TypeShape ours)
    {
        var theirs = Real[ours.Name];
        if (ours.Kind != theirs.Kind)
        {
            yield return $"{ours.Name} is {ours.Kind}, in Orleans {theirs.Kind}";
        }

        var lineage = Lineage(theirs).ToArray();
        var complete = lineage[^1].Base is null || !lineage[^1].Base!.StartsWith("Orleans.", StringComparison.Ordinal);
        if (ours.Base is { } parent && parent is not "System.Object" && complete && !lineage.Any(t => t.Base == parent))
        {
            yield return $"{ours.Name} derives from {parent}, in Orleans from {theirs.Base}";
        }

        foreach (var extra in ours.Interfaces.Where(i => complete && !lineage.Any(t => Interfaces(t).Contains(i))))
        {
            yield return $"{ours.Name} implements {extra}, in Orleans it does not";
        }

        foreach (var extra in ours.Members.Where(m => !lineage.Any(t => t.Members.Contains(m))))
        {
            var name = extra.Split('(')[0].Split(' ')[^1];
            var similar = lineage.SelectMany(t => t.Members).Where(m => m.Split('(')[0].Split(' ')[^1] == name);
            yield return $"{ours.Name}: {extra}, in Orleans {string.Join(" or ", similar.DefaultIfEmpty("nothing of that name"))}";
        }
    }

    private static IEnumerable<TypeShape> Lineage(TypeShape type)
    {
        for (var level = type; level is not null; level = level.Base is { } parent ? Real.GetValueOrDefault(parent.Split('<')[0]) : null)
        {
            yield return level;
        }
    }

    private static IEnumerable<string> Interfaces(TypeShape type) =>
        type.Interfaces.Concat(type.Interfaces.SelectMany(i => Real.TryGetValue(i, out var known) ? Interfaces(known) : []));
}

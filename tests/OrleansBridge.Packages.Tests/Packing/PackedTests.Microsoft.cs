using System.IO.Compression;
using System.Xml.Linq;

namespace OrleansBridge.Packages.Tests.Packing;

/// <summary>What is inside the packages.</summary>
[Collection(WithPackages.Name)]
public sealed class PackedTests(PackedFeed feed)
{
    public static TheoryData<string> Packages => [.. Checkout.Packages];

    [Fact, Trait("Category", "Long")]
    public void Every_library_is_packed_with_its_symbols_and_nothing_else_is() => Assert.Equal(
        Checkout.Packages.SelectMany(p => new[] { $"{p}.{feed.Version}.nupkg", $"{p}.{feed.Version}.snupkg" }).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(feed.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Packages)), Trait("Category", "Long")]
    public void A_package_says_what_it_is_and_has_what_it_needs(string package)
    {
        using var content = Open(package, "nupkg");
        Assert.Equal(
            Expected(package).Order(StringComparer.Ordinal),
            content.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal) && n != "[Content_Types].xml").Order(StringComparer.Ordinal));
        using var symbols = Open(package, "snupkg");
        Assert.Contains($"lib/net10.0/{package}.pdb", symbols.Entries.Select(e => e.FullName));

        var nuspec = Nuspec(content, package);
        Assert.Equal(("MIT", "README.md"), (Text(nuspec, "license"), Text(nuspec, "readme")));
        Assert.StartsWith($"# {package}", new StreamReader(content.GetEntry("README.md")!.Open()).ReadToEnd(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(Text(nuspec, "description")));
    }

    [Theory, MemberData(nameof(Packages)), Trait("Category", "Long")]
    public void A_package_depends_on_what_its_project_refers_to_in_the_same_version(string package)
    {
        using var content = Open(package, "nupkg");
        var dependencies = Nuspec(content, package).Descendants().Where(e => e.Name.LocalName == "dependency")
            .ToDictionary(e => e.Attribute("id")!.Value, e => e.Attribute("version")!.Value);
        var project = XDocument.Load(Path.Combine(Checkout.Root, "src", package, package + ".csproj"));
        var ours = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToList();
        Assert.All(ours, name => Assert.Equal($"[{feed.Version}]", dependencies[name]));
        Assert.Equal(project.Descendants("UsesOrleans").Any(), dependencies.Keys.Any(k => k.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal)));
        Assert.DoesNotContain(dependencies.Keys, k => k is "Orleans.Embedded" or "Grpc.Tools");
    }

    private static IEnumerable<string> Expected(string package)
    {
        string[] sql = package switch
        {
            "OrleansBridge.Postgres" => [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "sql")).Select(f => "sql/" + Path.GetFileName(f))],
            "Orleans.Transactions.Postgres" => ["sql/001_transactional_state.sql"],
            _ => [],
        };
        return sql.Concat([$"{package}.nuspec", "README.md", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"]);
    }

    private static XDocument Nuspec(ZipArchive content, string package) => XDocument.Load(content.GetEntry(package + ".nuspec")!.Open());

    private static string? Text(XDocument nuspec, string name) => nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    private ZipArchive Open(string package, string kind) => ZipFile.OpenRead(Path.Combine(feed.Folder, $"{package}.{feed.Version}.{kind}"));
}

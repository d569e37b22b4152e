using System.Reflection;

namespace OrleansBridge.Packages.Tests.PublicApi;

/// <summary>
/// What a package offers stands in its <c>PublicApi.txt</c>; what only one runtime has, in <c>PublicApi.Microsoft.txt</c> or
/// <c>PublicApi.Embedded.txt</c> beside it. A line that goes is a promise broken.
/// </summary>
public class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Checkout.Packages];

    [Theory, MemberData(nameof(Packages))]
    public void A_package_offers_what_its_file_says(string package)
    {
        var now = ApiText.Lines(Assembly.Load(package)).ToList();
        var written = Written(package).ToList();
        var changes = written.Except(now).Select(l => "- " + l).Concat(now.Except(written).Select(l => "+ " + l)).ToList();
        Assert.True(
            changes.Count == 0,
            $"The public surface of {package} on {Checkout.Runtime} changed. Make it internal, or bring src/{package}/PublicApi.txt up to date:\n{string.Join('\n', changes)}");
    }

    [Fact]
    public void What_both_runtimes_have_stands_in_one_file()
    {
        var twice = Checkout.Packages.SelectMany(p => Lines(p, "PublicApi.Microsoft.txt").Intersect(Lines(p, "PublicApi.Embedded.txt")));
        Assert.Empty(twice);
    }

    private static IEnumerable<string> Written(string package) => Lines(package, "PublicApi.txt").Concat(Lines(package, $"PublicApi.{Checkout.Runtime}.txt"));

    private static IEnumerable<string> Lines(string package, string name)
    {
        var file = Path.Combine(Checkout.Root, "src", package, name);
        return File.Exists(file) ? File.ReadLines(file).Where(l => l.Length > 0) : [];
    }
}

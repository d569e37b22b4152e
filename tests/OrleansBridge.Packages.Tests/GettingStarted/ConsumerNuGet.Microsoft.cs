using System.Xml.Linq;

namespace OrleansBridge.Packages.Tests.GettingStarted;

/// <summary>
/// The NuGet configuration of the guide's reader: the one this run was started with, plus what a reader with package source
/// mapping must add. Packages made here must not stay behind, so they are unpacked aside; all others come from where they are.
/// </summary>
internal static class ConsumerNuGet
{
    private static readonly string[] Ours = ["OrleansBridge.*", "Orleans.Transactions.Postgres"];

    public static void Write(string folder)
    {
        var given = Environment.GetEnvironmentVariable("RestoreConfigFile");
        var configuration = string.IsNullOrEmpty(given) ? new XDocument(new XElement("configuration")) : XDocument.Load(given);
        var root = configuration.Root!;
        if (root.Element("packageSourceMapping") is { } mapping)
        {
            mapping.Add(new XElement("packageSource", new XAttribute("key", "orleansbridge"), Ours.Select(p => new XElement("package", new XAttribute("pattern", p)))));
        }

        root.Elements("config").Remove();
        root.Add(
            new XElement("config", Add("globalPackagesFolder", Path.Combine(folder, "unpacked"))),
            new XElement("fallbackPackageFolders", Add("run", Checkout.Built("PackageFolder"))));
        configuration.Save(Path.Combine(folder, "nuget.config"));
    }

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
}

using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OrleansBridge.Client;

namespace OrleansBridge.Hosting.Tests;

/// <summary>The option tables of <c>docs/hosting.md</c> and <c>docs/settings.md</c> against the classes.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_setting_stands_in_the_table_with_its_default_and_nothing_else_does()
    {
        var written = Row().Matches(File.ReadAllText(Document("hosting.md")) + File.ReadAllText(Document("settings.md"))).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        var silo = Settings(new OrleansBridgeOptions(), "OrleansBridge").ToDictionary(s => s.Name, s => s.Default);
        var client = Settings(new OrleansBridgeClientOptions(), "OrleansBridge").ToDictionary(s => s.Name, s => s.Default);
        Assert.Equal(silo.Keys.Union(client.Keys).Order(StringComparer.Ordinal), written.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in silo.Concat(client).Where(s => s.Value is not null))
        {
            Assert.Equal($"{name} `{value}`", $"{name} {written[name]}");
        }
    }

    private static IEnumerable<(string Name, string? Default)> Settings(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var name = $"{prefix}:{property.Name}";
            var value = property.GetValue(options);
            if (property.PropertyType is { IsEnum: false } type && type.Namespace?.StartsWith("OrleansBridge", StringComparison.Ordinal) == true)
            {
                foreach (var inner in Settings(value!, name))
                {
                    yield return inner;
                }
            }
            else if (property.SetMethod is null || !TypeDescriptor.GetConverter(property.PropertyType).CanConvertFrom(typeof(string)))
            {
                // A list or a dictionary is bound by its items; a data source or a delegate is given in code.
                if (typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
                {
                    yield return (name, null);
                }
            }
            else
            {
                yield return (name, value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Document(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", name);

    [GeneratedRegex(@"^\| `(OrleansBridge:[\w:]+)` \| ([^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

using System.Text.Json;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>The label by which a test asks for a trick.</summary>
internal static class MischiefLabel
{
    internal const string Key = "chaos.trick";

    internal static string NameOf(Trick trick) => JsonNamingPolicy.SnakeCaseLower.ConvertName(trick.ToString());

    internal static Trick? Read(IReadOnlyDictionary<string, string> labels) => labels.TryGetValue(Key, out var name)
        ? Enum.GetValues<Trick>().Where(t => NameOf(t) == name).Select(t => (Trick?)t).FirstOrDefault()
        : null;
}

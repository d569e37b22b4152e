using System.Text.Json;
using OrleansBridge.Json;

namespace OrleansBridge.Postgres;

/// <summary>Values as jsonb takes them.</summary>
internal static class JsonText
{
    private const string Nul = "\\u0000";

    /// <summary>A page's console may print U+0000, which jsonb cannot hold: it becomes the replacement character.</summary>
    public static string Of<T>(T value)
    {
        var text = JsonSerializer.Serialize(value, BridgeJson.Options);
        if (!text.Contains(Nul, StringComparison.Ordinal))
        {
            return text;
        }

        // An escaped backslash before u0000 is none of ours; it is set aside while the real ones are replaced.
        const string aside = "\u0001";
        return text.Replace("\\\\", aside, StringComparison.Ordinal)
            .Replace(Nul, "\\ufffd", StringComparison.Ordinal)
            .Replace(aside, "\\\\", StringComparison.Ordinal);
    }
}

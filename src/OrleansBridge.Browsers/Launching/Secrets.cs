using System.Collections;

namespace OrleansBridge.Browsers.Launching;

/// <summary>
/// What of the silo's environment is not for what it starts: connection strings and keys. Browsers and node run models of others,
/// as root and in containers without a sandbox.
/// </summary>
internal static class Secrets
{
    private static readonly string[] Prefixes = ["ConnectionStrings__", "ConnectionStrings:", "OrleansBridge__", "OrleansBridge:", "BRIDGE_"];

    /// <summary>Whether a variable of that name may hold one.</summary>
    public static bool Has(string variable) => Prefixes.Any(p => variable.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those of this process.</summary>
    public static IEnumerable<string> Variables => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => (string)e.Key).Where(Has);
}

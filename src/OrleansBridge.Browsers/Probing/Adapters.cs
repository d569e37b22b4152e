using System.Text.RegularExpressions;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Probing;

/// <summary>What a page reported of the adapter it computes on.</summary>
internal static partial class Adapters
{
    /// <returns>Its name, and whether it is a software one; nulls for wasm and where the page saw none.</returns>
    public static (string? Name, bool? Software) Describe(string backend, PageReport report) =>
        backend == Backends.Wasm || report.Adapter is not { } name
            ? (null, null)
            : (name, report.AdapterFallback == true || (backend == Backends.WebNn ? name == "cpu" : SoftwareNames().IsMatch(name)));

    [GeneratedRegex("swiftshader|llvmpipe|lavapipe|software|basic render|warp", RegexOptions.IgnoreCase)]
    private static partial Regex SoftwareNames();
}

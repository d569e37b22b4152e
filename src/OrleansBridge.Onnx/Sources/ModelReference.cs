using System.Text.RegularExpressions;

namespace OrleansBridge.Onnx.Sources;

/// <summary>Where a model is, as people write it: a path, a URL, or <c>hf:owner/name[@revision]/path/to/model.onnx</c>.</summary>
internal static partial class ModelReference
{
    public static bool IsUrl(string reference) =>
        Uri.TryCreate(reference, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    public static bool LooksLikeHub(string reference) => reference.StartsWith("hf:", StringComparison.Ordinal);

    public static bool IsHub(string reference) => Hub().IsMatch(reference);

    /// <summary>The address of a hub reference: endpoint/owner/name/resolve/revision/path.</summary>
    public static Uri Resolve(string reference, Uri endpoint)
    {
        var parts = Hub().Match(reference).Groups;
        string revision = parts["revision"].Success ? parts["revision"].Value : "main";
        string path = string.Join('/', parts["path"].Value.Split('/').Select(Uri.EscapeDataString));
        return new Uri($"{endpoint.ToString().TrimEnd('/')}/{parts["owner"]}/{parts["name"]}/resolve/{Uri.EscapeDataString(revision)}/{path}");
    }

    [GeneratedRegex(@"^hf:(?<owner>[\w.-]+)/(?<name>[\w.-]+)(@(?<revision>[\w.-]+))?/(?<path>(?!.*\.\./)[^\s?#]+\.onnx)$")]
    private static partial Regex Hub();
}

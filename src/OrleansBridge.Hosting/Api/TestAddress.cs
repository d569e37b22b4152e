using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansBridge.Hosting.Api;

/// <summary>
/// The test a path below <c>/api/tests/</c> names, and the verb after it. Test ids contain slashes: a caller may leave
/// them or write %2F; only a literal last segment is a verb, so an id that ends in <c>/wait</c> is reached as <c>%2Fwait</c>.
/// </summary>
internal sealed record TestAddress(string Id, string? Verb)
{
    internal const string Prefix = "/api/tests/";

    /// <summary>Reads the raw request target: the routed path has lost the difference between <c>/</c> and <c>%2F</c>.</summary>
    internal static TestAddress Of(HttpContext context, params ReadOnlySpan<string> verbs) =>
        Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, verbs);

    internal static TestAddress Parse(string target, params ReadOnlySpan<string> verbs)
    {
        var path = target.Split('?', 2)[0];
        var rest = path[(path.IndexOf(Prefix, StringComparison.Ordinal) + Prefix.Length)..];
        foreach (var verb in verbs)
        {
            if (rest.Length > verb.Length + 1 && rest.EndsWith("/" + verb, StringComparison.Ordinal))
            {
                return new(Uri.UnescapeDataString(rest[..^(verb.Length + 1)]), verb);
            }
        }

        return new(Uri.UnescapeDataString(rest), null);
    }
}

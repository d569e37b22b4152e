using System.Text.RegularExpressions;

namespace OrleansBridge.Cli.Suites;

/// <summary><c>--filter</c>: parts of a model id, or patterns with <c>*</c> and <c>?</c> for the whole of it; a leading <c>!</c> leaves out.</summary>
internal sealed class ModelFilter
{
    private readonly List<Func<string, bool>> _wanted = [];
    private readonly List<Func<string, bool>> _unwanted = [];

    internal ModelFilter(IEnumerable<string> patterns)
    {
        foreach (var pattern in patterns.SelectMany(p => p.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            (pattern[0] == '!' ? _unwanted : _wanted).Add(Match(pattern.TrimStart('!')));
        }
    }

    internal bool Takes(string modelId) => (_wanted.Count == 0 || _wanted.Exists(w => w(modelId))) && !_unwanted.Exists(u => u(modelId));

    private static Func<string, bool> Match(string pattern)
    {
        if (!pattern.AsSpan().ContainsAny('*', '?'))
        {
            return id => id.Contains(pattern, StringComparison.OrdinalIgnoreCase);
        }

        var regex = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase);
        return regex.IsMatch;
    }
}

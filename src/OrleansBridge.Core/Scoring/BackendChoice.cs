using OrleansBridge.Core.Recovery;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>The backend that one test gets on each browser type, worked out once for browsers that can do the same.</summary>
internal sealed class BackendChoice(TestRequirements test, IReadOnlyCollection<string> avoid, ScoringContext context)
{
    private readonly IReadOnlyCollection<string> _leave = PlacePattern.Backends(avoid);
    private readonly List<(string Browser, int Works, string? Backend)> _known = [];

    public string? Of(BrowserCapability browser)
    {
        var works = Works(browser);
        foreach (var (name, able, backend) in _known)
        {
            if (name == browser.Browser && able == works)
            {
                return backend;
            }
        }

        var chosen = BackendOrder.Choose(test, browser, _leave, context);
        _known.Add((browser.Browser, works, chosen));
        return chosen;
    }

    private static int Works(BrowserCapability browser)
    {
        var works = 0;
        for (var n = 0; n < Backends.Known.Count; n++)
        {
            works |= browser.Has(Backends.Known[n]) ? 1 << n : 0;
        }

        return works;
    }
}

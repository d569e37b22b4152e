using System.CommandLine;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Running;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Targets;

/// <summary>What <c>--browser</c> and <c>--backend</c> ask for. What is named must be there; <c>all</c> means all browsers that are there.</summary>
internal sealed record TargetSelection(IReadOnlyList<string>? Browsers, IReadOnlyList<string>? Backends)
{
    private const string All = "all";

    /// <summary>A comma-separated list option; repeated options add up.</summary>
    internal static Option<string[]> Option(string name, string description, string @default) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => [@default],
        HelpName = "NAME,...",
    };

    internal static TargetSelection Of(string[] browsers, string[] backends) => new(
        Names(browsers, "--browser", BrowserDefaults.Known.Select(b => b.Name).ToList()),
        Names(backends, "--backend", OrleansBridge.Testing.Backends.Known));

    /// <summary>The targets, browser by browser, among what the farm's browsers can do.</summary>
    /// <exception cref="UserErrorException">One that was named is missing, or none is left.</exception>
    internal IReadOnlyList<Target> Among(IReadOnlyList<BrowserCapability> farm)
    {
        var targets = new List<Target>();
        foreach (var browser in Browsers ?? [.. farm.Select(b => b.Browser).Where(b => b != BrowserTypes.Native)])
        {
            var found = farm.FirstOrDefault(b => b.Browser == browser);
            if (Browsers is not null && found is null or { Problem: not null })
            {
                throw new UserErrorException($"{browser} cannot run here: {found?.Problem ?? "no worker has it"}", "See ./bridge doctor.");
            }

            foreach (var backend in Backends ?? OrleansBridge.Testing.Backends.Known)
            {
                if (found?.Has(backend) == true)
                {
                    targets.Add(new Target(browser, backend));
                }
                else if (Browsers is not null && Backends is not null)
                {
                    throw new UserErrorException($"{browser} has no {backend} here: {Problem(found, backend)}", "See ./bridge doctor, or use --backend all for what each browser has.");
                }
            }
        }

        return targets.Count > 0 ? targets : throw new UserErrorException("no browser here has what was asked for", "See ./bridge doctor.");
    }

    private static string Problem(BrowserCapability? browser, string backend) =>
        browser?.Backends.FirstOrDefault(b => b.Backend == backend)?.Problem ?? "it was not found by the probe";

    private static List<string>? Names(string[] values, string option, IReadOnlyList<string> known)
    {
        var names = values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        if (names.Contains(All))
        {
            return null;
        }

        return names.Find(n => !known.Contains(n)) is { } unknown
            ? throw new UserErrorException($"{option} names '{unknown}'; expected {string.Join(", ", known)} or {All}")
            : names.Count > 0 ? names : throw new UserErrorException($"{option} is empty; expected {string.Join(", ", known)} or {All}");
    }
}

namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>What makes a speed profile unusable.</summary>
internal static class SpeedProfileCheck
{
    /// <returns>What is wrong and what was expected, or null.</returns>
    public static string? Problem(SpeedProfile profile)
    {
        if (profile.Entries is null or { Count: 0 } || profile.Browsers is null)
        {
            return "lacks `entries` or `browsers`";
        }

        if (profile.Entries.Any(e => e is not { ModelType: not null, Browser: not null, Backend: not null }) || profile.Browsers.Any(b => b is not { Browser: not null }))
        {
            return "has entries without a name; expected model_type, browser and backend in each of `entries`, and browser in each of `browsers`";
        }

        if (profile.Browsers.GroupBy(b => b.Browser).FirstOrDefault(g => g.Count() > 1) is { } repeated)
        {
            return $"{repeated.Key} is there twice in `browsers`";
        }

        foreach (var entry in profile.Entries)
        {
            var name = $"{entry.ModelType} on {entry.Browser}/{entry.Backend}";
            if (entry is not { SetupSeconds: >= 0 and < double.PositiveInfinity, RunSeconds: > 0 and < double.PositiveInfinity, Spread: >= 0 and <= 3, Megabytes: >= 0 and < double.PositiveInfinity })
            {
                return $"{name} is out of range; expected setup_seconds and megabytes of 0 or more, run_seconds above 0, spread from 0 to 3";
            }

            if (profile.Browsers.All(b => b.Browser != entry.Browser))
            {
                return $"{name} names a browser that `browsers` lacks; there are: {string.Join(", ", profile.Browsers.Select(b => b.Browser))}";
            }
        }

        return profile.Entries.GroupBy(e => (e.ModelType, e.Browser, e.Backend)).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? $"{twice.Key.ModelType} on {twice.Key.Browser}/{twice.Key.Backend} is there twice"
            : profile.Browsers.Any(b => b is not { LaunchSeconds: >= 0 and < double.PositiveInfinity, Megabytes: >= 0 and < double.PositiveInfinity }) ? "launch_seconds and megabytes of `browsers` must be 0 or more"
            : null;
    }
}

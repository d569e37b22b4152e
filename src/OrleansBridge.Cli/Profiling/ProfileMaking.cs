using OrleansBridge.Cli.Targets;
using OrleansBridge.Core.Simulation.Profiles;

namespace OrleansBridge.Cli.Profiling;

/// <summary>Makes a speed profile of what was measured. Times are means, as a simulation wants them.</summary>
internal static class ProfileMaking
{
    private const double MostSpread = 3;
    private const int Digits = 4;

    /// <param name="name">The profile's name.</param>
    /// <param name="source">Where its figures come from.</param>
    /// <param name="testSize">Steady runs that a test is taken to consist of.</param>
    /// <param name="launches">Every launch.</param>
    /// <param name="samples">Every measured run; at least two of each model type and target.</param>
    /// <param name="memory">What a loaded model takes, MB; null where it was not read.</param>
    internal static SpeedProfile Of(
        string name, string source, int testSize, IEnumerable<LaunchSample> launches, IEnumerable<SpeedSample> samples, IReadOnlyDictionary<(string ModelType, Target Target), double?> memory) => new()
        {
            Name = name,
            Source = source,
            Browsers = [.. launches.GroupBy(l => l.Browser).Select(Costs)],
            Entries = [.. samples.GroupBy(s => (s.ModelType, s.Target)).Select(g => Entry([.. g], testSize, memory.GetValueOrDefault(g.Key)))],
        };

    private static BrowserCosts Costs(IGrouping<string, LaunchSample> launches)
    {
        var megabytes = launches.Select(l => l.Megabytes).OfType<double>().ToList();
        return new()
        {
            Browser = launches.Key,
            LaunchSeconds = Round(launches.Average(l => l.Seconds)),
            Megabytes = megabytes.Count > 0 ? Round(megabytes.Average()) : AssumedProfile.Default.Browsers.FirstOrDefault(b => b.Browser == launches.Key)?.Megabytes ?? 0,
            Measured = megabytes.Count > 0,
        };
    }

    private static SpeedEntry Entry(List<SpeedSample> samples, int testSize, double? megabytes)
    {
        var (type, target) = (samples[0].ModelType, samples[0].Target);
        var seconds = samples.ConvertAll(s => s.TestSeconds(testSize));
        return new()
        {
            ModelType = type,
            Browser = target.Browser,
            Backend = target.Backend,
            SetupSeconds = Round(samples.Average(s => s.SetupSeconds)),
            RunSeconds = Round(seconds.Average()),
            Spread = Round(Math.Min(MostSpread, SpreadOf(seconds))),
            Megabytes = Round(megabytes ?? AssumedProfile.Default.Entries.FirstOrDefault(e => e.ModelType == type)?.Megabytes ?? 0),

            // What could not be read was assumed, and so the entry is not measured as a whole.
            Measured = megabytes is not null,
            Samples = samples.Count,
        };
    }

    /// <summary>The standard deviation of the logarithm.</summary>
    private static double SpreadOf(List<double> seconds)
    {
        var logs = seconds.ConvertAll(Math.Log);
        var mean = logs.Average();
        return Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Count - 1));
    }

    private static double Round(double value) => Math.Round(value, Digits);
}

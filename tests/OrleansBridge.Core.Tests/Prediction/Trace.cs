using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>An hour of tests, made from a seed.</summary>
internal sealed record Trace(string Name, IReadOnlyList<TraceTest> Tests)
{
    public const double Length = 3600;

    // How long runs of a model type take, seconds: short beside the minute a forecast looks ahead, and long beside it.
    private static readonly Dictionary<string, double> s_seconds = new()
    {
        [ModelTypes.Vision] = 20,
        [ModelTypes.Audio] = 40,
        [ModelTypes.TextEmbedding] = 10,
        [ModelTypes.LargeLanguageModel] = 120,
    };

    // SPEC section 13.
    private static readonly (string, double)[] s_mix =
        [(ModelTypes.Vision, .4), (ModelTypes.Audio, .3), (ModelTypes.TextEmbedding, .2), (ModelTypes.LargeLanguageModel, .1)];

    public static IReadOnlyList<string> Names { get; } = ["steady", "burst", "diurnal", "skewed", "churn", "heavy-tail"];

    public static Trace Of(string name, int seed)
    {
        var chance = new Chance(seed * 7919 + Names.ToList().IndexOf(name));
        return new(name, name switch
        {
            "steady" => Make(chance, 1, _ => 1),
            "burst" => Make(chance, 4, Bursts(chance)),

            // A day in half an hour.
            "diurnal" => Make(chance, 2, t => 1 + .9 * Math.Sin(2 * Math.PI * t / 1800)),

            // Nearly all of one type, and half-way nearly all of another.
            "skewed" => Make(chance, 1, _ => 1, t => t < Length / 2 ? [(ModelTypes.Vision, .85), .. s_mix] : [(ModelTypes.Audio, 2), .. s_mix]),

            // Whoever submits comes and goes, and one test in ten is queued again.
            "churn" => Make(chance, 3, Levels(chance), again: .1),
            "heavy-tail" => Make(chance, 1, _ => 1, seconds: chance.Pareto),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such trace"),
        });
    }

    private static List<TraceTest> Make(
        Chance chance, double most, Func<double, double> rate, Func<double, IReadOnlyList<(string, double)>>? mix = null, double again = 0, Func<double, double>? seconds = null)
    {
        var tests = new List<TraceTest>();
        for (var t = chance.Exponential(1 / most); t < Length; t += chance.Exponential(1 / most))
        {
            // Thinning (Lewis and Shedler 1979).
            if (chance.Uniform() * most >= rate(t))
            {
                continue;
            }

            var type = chance.Pick(mix?.Invoke(t) ?? s_mix);
            var takes = (seconds ?? chance.LogNormal)(s_seconds[type]);
            double? back = chance.Uniform() < again ? t + takes * chance.Uniform() : null;
            tests.Add(new($"t{tests.Count}", type, Browser(chance, type), t, back is { } at ? at - t + takes : takes, back));
        }

        return tests;
    }

    private static string Browser(Chance chance, string type) => type switch
    {
        ModelTypes.Audio => chance.Pick([(BrowserTypes.Firefox, .8), (BrowserTypes.Chrome, .2)]),
        ModelTypes.TextEmbedding => chance.Pick([(BrowserTypes.Edge, .8), (BrowserTypes.Chrome, .2)]),
        _ => chance.Pick([(BrowserTypes.Chrome, .8), (BrowserTypes.Edge, .2)]),
    };

    /// <summary>A little, and every six minutes or so sixty tests within a quarter of a minute.</summary>
    private static Func<double, double> Bursts(Chance chance)
    {
        var starts = new List<double>();
        for (var t = chance.Exponential(360); t < Length; t += 15 + chance.Exponential(360))
        {
            starts.Add(t);
        }

        return t => starts.Exists(s => t >= s && t < s + 15) ? 4 : .4;
    }

    /// <summary>A level for some minutes, then another.</summary>
    private static Func<double, double> Levels(Chance chance)
    {
        var levels = new List<(double Until, double Rate)>();
        for (var t = 0.0; t < Length;)
        {
            t += 120 + chance.Exponential(240);
            levels.Add((t, chance.Pick([(.2, 1.0), (.8, 1), (1.6, 1), (3.0, 1)])));
        }

        return t => levels.First(l => t < l.Until).Rate;
    }
}

using System.Text.Json.Serialization;

namespace OrleansBridge.Cli.Benching;

/// <summary>One figure of a bench: ours against something measured in the same run, alternating.</summary>
internal sealed record BenchFigure
{
    public required string Name { get; init; }

    /// <summary>The Orleans it ran on.</summary>
    public required string Runtime { get; init; }

    public required double Value { get; init; }

    public required string Unit { get; init; }

    /// <summary><c>higher</c> or <c>lower</c>.</summary>
    public required string Better { get; init; }

    /// <summary>What it is compared with.</summary>
    public required string Against { get; init; }

    public required double AgainstValue { get; init; }

    /// <summary>Ours over the other: the median over the rounds, or of all rounds together.</summary>
    public required double Ratio { get; init; }

    /// <summary>Lower end of the ratio's 95 % interval.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end of the ratio's 95 % interval.</summary>
    public required double Upper { get; init; }

    /// <summary>What the ratio should be; null: it is only shown.</summary>
    public double? Target { get; init; }

    /// <summary>Whether what it rests on besides this run was measured or assumed; null: it rests on nothing else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Profile { get; init; }

    /// <summary>Whether the whole interval has to be on the target's better side, not only the ratio.</summary>
    [JsonIgnore]
    public bool Surely { get; init; }

    /// <summary>Whether it is.</summary>
    public bool? Met => Target is not { } target ? null : Better == "lower" ? (Surely ? Upper : Ratio) <= target : (Surely ? Lower : Ratio) >= target;

    /// <summary>A figure from what each round measured.</summary>
    internal static BenchFigure Of(string name, string runtime, string unit, string better, string against, IReadOnlyList<(double Ours, double Other)> rounds, double? target)
    {
        var ratios = rounds.Select(r => r.Ours / r.Other).ToList();
        return Of(name, runtime, unit, better, against, (Interval.Median(rounds.Select(r => r.Ours)), Interval.Median(rounds.Select(r => r.Other)), Interval.Median(ratios)), Interval.OfMedian(ratios), target);
    }

    /// <summary>A figure from what all rounds counted together, where one alone counts too little to be a ratio.</summary>
    internal static BenchFigure OfTotals(string name, string runtime, string unit, string better, string against, IReadOnlyList<(double Ours, double Other)> rounds, double? target) =>
        Of(name, runtime, unit, better, against, (rounds.Sum(r => r.Ours), rounds.Sum(r => r.Other), Total(rounds)), Interval.Of(rounds, Total), target);

    private static double Total(IReadOnlyList<(double Ours, double Other)> rounds) => rounds.Sum(r => r.Ours) / rounds.Sum(r => r.Other);

    private static BenchFigure Of(
        string name, string runtime, string unit, string better, string against, (double Ours, double Other, double Ratio) values, (double Lower, double Upper) interval, double? target) => new()
        {
            Name = name,
            Runtime = runtime,
            Value = values.Ours,
            Unit = unit,
            Better = better,
            Against = against,
            AgainstValue = values.Other,
            Ratio = values.Ratio,
            Lower = interval.Lower,
            Upper = interval.Upper,
            Target = target,
        };
}

using System.Text.Json.Serialization;
using OrleansBridge.Cli.Reporting;

namespace OrleansBridge.Cli.Benching;

/// <summary>The one form of every <c>bench NAME --json</c> report.</summary>
internal sealed record BenchReport(string Bench, Machine Machine, DateTimeOffset Started, IReadOnlyList<BenchFigure> Figures)
{
    /// <summary>What the figures rest on besides this machine, for people; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Whether every figure with a target meets it.</summary>
    internal bool AllMet => Figures.All(f => f.Met != false);

    internal void Show()
    {
        string[] profile = Figures.Any(f => f.Profile is not null) ? ["profile"] : [];
        Console.WriteLine();
        Screen.Table(
            ["figure", "value", "unit", "better", "against", "its value", "ratio", "95 % interval", "target", "met", .. profile],
            Figures.Select(f => (IReadOnlyList<string>)
            [
                f.Name, Number(f.Value), f.Unit, f.Better, f.Against, Number(f.AgainstValue), Number(f.Ratio), $"{Number(f.Lower)} to {Number(f.Upper)}",
                f.Target is { } t ? Number(t) : Reporting.Figures.None, f.Met is { } met ? met ? "yes" : "NO" : Reporting.Figures.None, .. profile.Select(_ => f.Profile ?? Reporting.Figures.None),
            ]));
    }

    private static string Number(double value) => Reporting.Figures.Number(value, value < 10 ? "0.00" : "0.0");
}

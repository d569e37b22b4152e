using System.Globalization;

namespace OrleansBridge.Cli.Reporting;

/// <summary>Numbers as people read them. What was not measured is a dash, never 0.</summary>
internal static class Figures
{
    internal const string None = "-";

    internal static string Ms(double? value) => value is { } v ? v.ToString(v < 10 ? "0.00" : v < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) : None;

    internal static string Number(double? value, string format = "0.##") => value?.ToString(format, CultureInfo.InvariantCulture) ?? None;

    internal static string Error(double? value) => value?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? None;

    internal static string Span(TimeSpan span) => span.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m{span.Seconds:00}s")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0}s");
}

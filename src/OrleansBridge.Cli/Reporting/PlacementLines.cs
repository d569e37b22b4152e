using System.Globalization;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Reporting;

/// <summary>Why a test ran where it ran.</summary>
internal static class PlacementLines
{
    private const int MostAlternatives = 4;

    internal static void Write(TestResult result)
    {
        if (result.Placement is not { } placement)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"{result.TestId} on {result.Worker} {result.Browser}/{result.BackendRequested}, score {Score(placement.Score)}: {string.Join(", ", placement.Factors.Select(f => $"{f.Key} {Score(f.Value)}"))}");
        if (placement.Note is { } note)
        {
            Console.WriteLine($"  {note}");
        }

        foreach (var other in placement.Alternatives.Take(MostAlternatives))
        {
            Console.WriteLine($"  {(other.Refused is null ? Score(other.Score ?? 0) : "no  ")} {other.Worker} {other.Browser}/{other.Backend ?? "?"}{(other.Refused is { } why ? $": {why}" : "")}");
        }

        foreach (var step in result.Recovery)
        {
            Console.WriteLine($"  recovery: {step.Step} at {step.At:T} after {step.Why}{(step.Ok ? ", worked" : "")}");
        }
    }

    private static string Score(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}

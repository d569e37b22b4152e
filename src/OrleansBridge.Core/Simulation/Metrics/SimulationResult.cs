using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>What a simulation showed. Definitions are those of SPEC section 13.</summary>
internal sealed record SimulationResult
{
    /// <summary>Each test.</summary>
    public required IReadOnlyList<SimulatedRun> Runs { get; init; }

    /// <summary>Seconds from the first arrival to the last end.</summary>
    public required double Makespan { get; init; }

    /// <summary>Coefficient of variation of the workers' loads (slots taken over slots), averaged over the time in which there was load.</summary>
    public required double Distribution { get; init; }

    /// <summary>Instance-seconds in which a test ran over those there were.</summary>
    public required double Utilization { get; init; }

    /// <summary>Tests moved from one worker's line to another's.</summary>
    public required int Migrations { get; init; }

    /// <summary>Of the migrations, those that lowered the predicted makespan of the two workers.</summary>
    public required int MigrationsLowering { get; init; }

    /// <summary>Of the migrations, those that raised it.</summary>
    public required int MigrationsRaising { get; init; }

    /// <summary>Moves that the farm refused because the test had started or the target was full.</summary>
    public required int MovesRefused { get; init; }

    /// <summary>Share of tests that ran on the browser type that is fastest for them by profile.</summary>
    public required double Matching { get; init; }

    /// <summary>Share of tests whose run had to load the model.</summary>
    public required double Cold { get; init; }

    /// <summary>The highest load of any worker.</summary>
    public required double Peak { get; init; }

    /// <summary>The most memory of all browsers together, MB of proportional set size.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>Mean seconds from a fault until every run that it broke off ran again with its model loaded; null without faults.</summary>
    public required double? RecoverySeconds { get; init; }

    /// <summary>Mean wait, seconds.</summary>
    public required double MeanWait { get; init; }

    /// <summary>95th percentile of the waits, seconds.</summary>
    public required double P95Wait { get; init; }

    /// <summary>Mean absolute error of forecasts of a browser type's load a minute ahead, tests; null: none was made and scored.</summary>
    public required double? ForecastError { get; init; }

    /// <summary>The same, had each forecast been the load at its time.</summary>
    public required double? LastValueError { get; init; }

    internal static SimulationResult Of(FarmState farm, Meter meter, MoveLog moves, FaultLog faults, ForecastLog? forecasts)
    {
        var workload = farm.Workload;
        var runs = new SimulatedRun[workload.Tests.Length];
        var (matched, cold) = (0, 0);
        for (var i = 0; i < runs.Length; i++)
        {
            ref readonly var run = ref farm.Runs[i];
            runs[i] = new(
                farm.Workers[run.Worker].Worker.WorkerId, farm.Speeds.Browsers[run.Browser], run.Cold, run.Attempts, run.Moves,
                workload.Tests[i].ArrivesAt, run.FirstStartedAt, run.EndedAt);
            matched += run.Browser == farm.Speeds.Fastest[farm.Model(i)] ? 1 : 0;
            cold += run.Cold ? 1 : 0;
        }

        double[] waits = [.. runs.Select(r => r.Wait).Order()];
        return new()
        {
            Runs = runs,
            Makespan = farm.Now - workload.Tests[0].ArrivesAt,
            Distribution = meter.MeanVariation,
            Utilization = meter.BusySeconds / meter.AvailableSeconds,
            Migrations = moves.Count,
            MigrationsLowering = moves.Lowered,
            MigrationsRaising = moves.Raised,
            MovesRefused = moves.Refused,
            Matching = (double)matched / runs.Length,
            Cold = (double)cold / runs.Length,
            Peak = meter.PeakLoad,
            PeakMegabytes = meter.PeakMegabytes,
            RecoverySeconds = faults.Seconds.Any() ? faults.Seconds.Average() : null,
            ForecastError = forecasts?.Error,
            LastValueError = forecasts?.LastValueError,
            MeanWait = waits.Average(),
            P95Wait = waits[(int)Math.Ceiling(.95 * waits.Length) - 1],
        };
    }
}

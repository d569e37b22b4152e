using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Execution;
using OrleansBridge.Postgres;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>Teaches a bridge, gives each side a copy of what it learned, and has the sides take turns.</summary>
/// <param name="server">Where each silo gets a database.</param>
/// <param name="engine">What runs models; a new one for each silo.</param>
/// <param name="log">Where silos write what goes wrong.</param>
/// <param name="tests">Makes the tests.</param>
internal sealed class MixMeasurement(PrivateServer server, Func<IServiceProvider, IExecutionEngine> engine, string log, MixTests tests)
{
    private const string Taught = "bench_mix_taught";

    private readonly List<TestResult> _all = [];

    internal async Task<MixMeasured> RunAsync(MixPlan plan, CancellationToken cancellation)
    {
        if (!plan.Taught)
        {
            await TeachAsync(cancellation);
        }
        else if (await BenchDatabase.NotedAsync(server, Taught, cancellation) is { } lessons)
        {
            Screen.Note($"all sides know what an earlier run of the bench learned: {lessons}");
        }
        else
        {
            throw new UserErrorException("--taught wants an earlier run of the bench on this data folder, and there was none", "Leave it out.");
        }

        var silos = new List<MixSilo>();
        try
        {
            foreach (var side in plan.Sides)
            {
                silos.Add(await StartAsync(side, plan, cancellation));
            }

            var rounds = new List<IReadOnlyDictionary<string, MixRun>>();
            foreach (var order in MixDraw.Orders(plan.Seed, plan.Rounds))
            {
                var runs = new Dictionary<string, MixRun>();
                foreach (var at in order)
                {
                    runs.Add(plan.Sides[at].Name, await PassAsync(silos[at], plan.Sides[at], plan.Mix(rounds.Count + 1), cancellation));
                }

                rounds.Add(plan.Sides.ToDictionary(s => s.Name, s => runs[s.Name]));
                Screen.Note($"round {rounds.Count} of {plan.Rounds}: {string.Join(", ", runs.Select(r => FormattableString.Invariant($"{r.Key} {r.Value.Seconds:0.0} s")))}");
            }

            return new MixMeasured(rounds, _all);
        }
        finally
        {
            foreach (var silo in Enumerable.Reverse(silos))
            {
                await silo.DisposeAsync();
            }
        }
    }

    /// <summary>Every model everywhere, by a bridge that then stops: all sides begin with the same history.</summary>
    private async Task TeachAsync(CancellationToken cancellation)
    {
        Screen.Note("running every model on every browser and backend, as a bridge that has been used has seen them ...");
        await using var silo = await MixSilo.StartAsync(await BenchDatabase.CreateAsync(server, Taught, cancellation), new DispatcherOptions(), engine, log, cancellation);
        CapabilityLines.Write(silo.Capabilities);
        var lessons = await MixRun.MeasureAsync(silo, tests.Taught(silo.Capabilities), cancellation);
        Remember(lessons, "lessons");
        await BenchDatabase.NoteAsync(server, Taught, FormattableString.Invariant($"{lessons.Results.Count} tests in {lessons.Seconds:0} s at {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC"), cancellation);
    }

    private async Task<MixSilo> StartAsync(MixSide side, MixPlan plan, CancellationToken cancellation)
    {
        var database = await BenchDatabase.CopyAsync(server, Taught, $"bench_mix_{side.Name.Replace('-', '_')}", cancellation);
        var silo = await MixSilo.StartAsync(database, side.Placement, engine, log, cancellation);
        try
        {
            Remember(await MixRun.MeasureAsync(silo, tests.WarmUp(MixSilo.Types), cancellation), $"{side.Name}, every model on every browser");
            Screen.Note(FormattableString.Invariant($"{side.Name}, a mix that does not count: {(await PassAsync(silo, side, plan.Mix(0), cancellation)).Seconds:0.0} s"));
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    private async Task<MixRun> PassAsync(MixSilo silo, MixSide side, IReadOnlyList<string> drawn, CancellationToken cancellation)
    {
        var run = await MixRun.MeasureAsync(silo, tests.Mix(drawn, side.TakesTurns ? MixSilo.Types : null), cancellation);
        _all.AddRange(run.Results);
        return run;
    }

    private void Remember(MixRun run, string what)
    {
        _all.AddRange(run.Results);
        Screen.Note(FormattableString.Invariant($"{what}: {run.Results.Count} tests in {run.Seconds:0.0} s, {run.Results.Count(r => r.Outcome != Outcome.Passed)} of them did not pass"));
    }
}

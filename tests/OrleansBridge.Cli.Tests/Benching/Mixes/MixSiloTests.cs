using OrleansBridge.Cli.Benching;
using OrleansBridge.Cli.Benching.Mixes;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Benching.Mixes;

/// <summary>On real databases and silos; only the engine runs nothing.</summary>
public sealed class MixSiloTests : IDisposable
{
    // Not CreateTempSubdirectory, which lets nobody else in: as root, PostgreSQL runs under another account.
    private readonly string _data = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"bridge-mix-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Sides_begin_with_the_same_history_and_run_the_whole_mix()
    {
        await using var server = await PrivateServer.StartAsync(new() { DataFolder = _data, MaxConnections = 400 });
        var log = Path.Combine(_data, "bridge.log");
        var tests = new MixTests(_data, 2);
        var taught = await BenchDatabase.CreateAsync(server, "taught", CancellationToken.None);
        var lessons = tests.WarmUp(MixSilo.Types);
        await using (var silo = await MixSilo.StartAsync(taught, new(), _ => new NoOpEngine(), log, CancellationToken.None))
        {
            await MixRun.MeasureAsync(silo, lessons, CancellationToken.None);
        }

        Assert.Null(await BenchDatabase.NotedAsync(server, "taught", CancellationToken.None));
        await BenchDatabase.NoteAsync(server, "taught", "it's known", CancellationToken.None);
        Assert.Equal("it's known", await BenchDatabase.NotedAsync(server, "taught", CancellationToken.None));

        var turns = MixSide.All(false).Single(s => s.TakesTurns);
        var copy = await BenchDatabase.CopyAsync(server, "taught", "copy", CancellationToken.None);
        await using var side = await MixSilo.StartAsync(copy, turns.Placement, _ => new NoOpEngine(), log, CancellationToken.None);
        Assert.Equal(TestStatus.Completed, (await side.Bridge.GetTestAsync(lessons[0].TestId!))!.Status);

        var run = await MixRun.MeasureAsync(side, tests.Mix(MixDraw.Of(1, 12), MixSilo.Types), CancellationToken.None);
        Assert.Equal(12, run.Results.Count);
        Assert.All(run.Results, r => Assert.Equal(Outcome.Simulated, r.Outcome));
        Assert.All(run.Results.CountBy(r => r.Browser!), b => Assert.Equal(4, b.Value));
        Assert.Null(run.PeakMb);
    }
}

using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Grains.Agents;

namespace OrleansBridge.Grains.Tests.Agents;

public sealed class MemoryPressureTests
{
    private readonly NotingEngine _engine = new();
    private readonly AdmissionGate _gate = new(() => TimeSpan.Zero, TimeProvider.System);
    private readonly Lines _log = new();
    private readonly MemoryPressure _memory;
    private double? _used;

    public MemoryPressureTests() => _memory = new(() => _used, MemoryLadder.Default, _engine, _gate, _log);

    [Fact]
    public void Each_rung_gives_back_more_at_every_look_until_memory_is_free_again()
    {
        Look(.5, .8, .81, .85, .9, .96, null, .7);
        Assert.Equal(["EvictSessions", "EvictSessions", "CloseIdlePages", "Recycle", "Recycle", "Recycle"], _engine.Asked);
        Assert.Equal(MemoryRung.None, _memory.Rung);
    }

    [Fact]
    public void Each_change_of_rung_is_logged_once_with_the_share_in_use()
    {
        Look(.5, .82, .82, .96, .96, .5, .5);
        Assert.Collection(
            _log.All,
            up => Assert.Equal((LogLevel.Warning, true), (up.Level, up.Text.StartsWith("82.0 % of the machine's memory is in use, EvictSessions: ", StringComparison.Ordinal))),
            top => Assert.Equal((LogLevel.Warning, true), (top.Level, top.Text.EndsWith("no run begins beside others; one at a time always does", StringComparison.Ordinal))),
            down => Assert.Equal(LogLevel.Information, down.Level));
    }

    [Fact]
    public void At_the_last_rung_no_run_begins_beside_another_and_one_always_does()
    {
        Look(.96);
        var first = _gate.TryEnter();
        Assert.NotNull(first);
        Assert.Null(_gate.TryEnter());
        first.Dispose();
        using var next = _gate.TryEnter();
        Assert.NotNull(next);

        Look(.9);
        using var beside = _gate.TryEnter();
        Assert.NotNull(beside);
    }

    [Fact]
    public void An_engine_that_fails_ends_no_look()
    {
        _engine.Fails = _ => new InvalidOperationException("a browser is gone");
        Look(.82, .82);
        Assert.Equal(2, _engine.Asked.Count);
    }

    private void Look(params double?[] shares)
    {
        foreach (var share in shares)
        {
            _used = share;
            _memory.Look();
        }
    }

    private sealed class Lines : ILogger<MemoryPressure>
    {
        public List<(LogLevel Level, string Text)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add((logLevel, formatter(state, exception)));
    }
}

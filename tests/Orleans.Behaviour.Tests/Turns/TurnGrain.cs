using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Turns;

[GrainType("behaviour.turn")]
public class TurnGrain(Journal journal) : Grain, ITurnGrain
{
    private int _count;

    public async Task SlowAsync(string name)
    {
        journal.Write($"begin {name}");
        await journal.Gate(name);
        journal.Write($"end {name}");
    }

    public Task InterleavingAsync(string name) => SlowAsync(name);

    public Task ReadAsync(string name) => SlowAsync(name);

    public async Task<int> CountAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            var seen = _count;
            await Task.Yield();
            _count = seen + 1;
        }

        return _count;
    }

    public Task<string> ChainAsync(List<string> others) => others is [var next, .. var rest]
        ? GrainFactory.GetGrain<ITurnGrain>(next).ChainAsync(rest)
        : Task.FromResult("end of chain");

    public async Task<string> OpenChainAsync(List<string> others)
    {
        using var section = RequestContext.AllowCallChainReentrancy();
        return await ChainAsync(others);
    }

    public Task QuickAsync(string gate) => journal.Gate(gate);

    public async Task<bool> StaysOnItsSchedulerAsync()
    {
        var mine = TaskScheduler.Current;
        await Task.Delay(1);
        var after = TaskScheduler.Current == mine;
        await Task.Run(() => after &= TaskScheduler.Current != mine);
        return after && TaskScheduler.Current == mine && mine != TaskScheduler.Default;
    }

    public async Task OneWayAsync(string gate)
    {
        await journal.Gate(gate);
        journal.Write($"one way {gate}");
        journal.Open($"{gate} done");
        throw new InvalidOperationException("nobody hears this");
    }
}

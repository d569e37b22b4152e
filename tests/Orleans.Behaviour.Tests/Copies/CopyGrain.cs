using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Copies;

[GrainType("behaviour.copy")]
public sealed class CopyGrain : Grain, ICopyGrain
{
    private Box? _kept;

    public Task<Box> KeepAsync(Box box)
    {
        box.Items.Add($"seen by {this.GetPrimaryKeyString()}, note {box.Note}");
        _kept = box;
        return Task.FromResult(box);
    }

    public Task<List<string>> KeptAsync() => Task.FromResult(_kept?.Items ?? []);

    public Task<FrozenBox> FrozenAsync(FrozenBox box) => Task.FromResult(box);

    public Task<ThawedRecord> RecordAsync(ThawedRecord record) => Task.FromResult(record);

    public Task<Immutable<List<string>>> WrappedAsync(Immutable<List<string>> items) => Task.FromResult(items);

    public Task<object?> AnythingAsync(object? value) => Task.FromResult(value);

    public async Task<List<string>> RelayAsync(string other)
    {
        var mine = new Box { Items = ["mine"], Note = "changed" };
        var theirs = await GrainFactory.GetGrain<ICopyGrain>(other).KeepAsync(mine);
        theirs.Items.Add("changed by the caller");
        return [.. mine.Items, $"same: {ReferenceEquals(mine, theirs)}"];
    }

    public async Task<bool> SharesFrozenAsync(string other)
    {
        var mine = new FrozenBox("mine", []);
        return ReferenceEquals(mine, await GrainFactory.GetGrain<ICopyGrain>(other).FrozenAsync(mine));
    }

    public Task<ICopyGrain> ReferAsync(ICopyGrain grain) => Task.FromResult(grain);

    public Task<ICopyGrain> SelfAsync() => Task.FromResult(this.AsReference<ICopyGrain>());
}

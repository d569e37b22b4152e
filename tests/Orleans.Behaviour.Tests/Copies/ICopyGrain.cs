using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Copies;

[Alias("behaviour.ICopyGrain")]
public interface ICopyGrain : IGrainWithStringKey
{
    /// <summary>Changes its argument and returns the same object, which it keeps.</summary>
    [Alias("Keep")]
    Task<Box> KeepAsync(Box box);

    [Alias("Kept")]
    Task<List<string>> KeptAsync();

    [Alias("Frozen")]
    Task<FrozenBox> FrozenAsync(FrozenBox box);

    [Alias("Record")]
    Task<ThawedRecord> RecordAsync(ThawedRecord record);

    [Alias("Wrapped")]
    Task<Immutable<List<string>>> WrappedAsync(Immutable<List<string>> items);

    [Alias("Anything")]
    Task<object?> AnythingAsync(object? value);

    /// <summary>Calls <see cref="KeepAsync"/> of another grain on the same silo and says what became of its own object.</summary>
    [Alias("Relay")]
    Task<List<string>> RelayAsync(string other);

    /// <summary>Whether a frozen value came back from another grain as the very same object.</summary>
    [Alias("Shares")]
    Task<bool> SharesFrozenAsync(string other);

    [Alias("Refer")]
    Task<ICopyGrain> ReferAsync(ICopyGrain grain);

    [Alias("Self")]
    Task<ICopyGrain> SelfAsync();
}

namespace Orleans.Core;

/// <summary>A state in grain storage.</summary>
public interface IStorage
{
    string? Etag { get; }

    /// <summary>Whether storage has it.</summary>
    bool RecordExists { get; }

    /// <summary>Removes it from storage and starts it anew.</summary>
    Task ClearStateAsync();

    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation has written since; this one ends.</exception>
    Task WriteStateAsync();

    Task ReadStateAsync();
}

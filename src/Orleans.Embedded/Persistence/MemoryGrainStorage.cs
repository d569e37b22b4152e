using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>States that live as long as their cluster does.</summary>
internal sealed class MemoryGrainStorage(CallRuntime runtime, string name) : IGrainStorage
{
    private ConcurrentDictionary<(string, string, GrainId), (object? State, string ETag)> Rows => runtime.Cluster.MemoryStates;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = Rows.TryGetValue((name, stateName, grainId), out var row);
        (grainState.State, grainState.ETag, grainState.RecordExists) =
            found ? ((T?)runtime.Copier.Copy(row.State), row.ETag, true) : (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (name, stateName, grainId);
        var next = (runtime.Copier.Copy(grainState.State), Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        var written = Rows.TryGetValue(key, out var row)
            ? row.ETag == grainState.ETag && Rows.TryUpdate(key, next, row)
            : grainState.ETag is null && Rows.TryAdd(key, next);
        if (!written)
        {
            throw Conflict(row.ETag, grainState.ETag);
        }

        (grainState.ETag, grainState.RecordExists) = (next.Item2, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (name, stateName, grainId);
        if (Rows.TryGetValue(key, out var row) && (row.ETag != grainState.ETag || !Rows.TryRemove(new(key, row))))
        {
            throw Conflict(row.ETag, grainState.ETag);
        }

        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    private static InconsistentStateException Conflict(string? stored, string? current) =>
        new($"e-Tag mismatch in Memory Storage: stored {stored}, current {current}", stored, current);
}

using System.Collections.Concurrent;

namespace OrleansBridge.Cluster.Tests.Providers;

/// <summary>The reminders that one cluster's grains received.</summary>
public sealed class Ticks
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<TickStatus>> _first = new();

    public void Heard(string name, TickStatus status) => Of(name).TrySetResult(status);

    /// <summary>The first tick of that name. Orleans first reads its table up to half a minute after start.</summary>
    public Task<TickStatus> FirstAsync(string name) => Of(name).Task.WaitAsync(TimeSpan.FromSeconds(60));

    private TaskCompletionSource<TickStatus> Of(string name) => _first.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

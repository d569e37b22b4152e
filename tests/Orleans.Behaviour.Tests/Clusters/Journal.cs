using System.Collections.Concurrent;

namespace Orleans.Behaviour.Tests.Clusters;

/// <summary>What happened on one silo, and gates that grains wait at.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public ConcurrentQueue<string> Entries { get; } = new();

    public void Write(string entry) => Entries.Enqueue(entry);

    public Task Gate(string name) => Of(name).Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Open(string name) => Of(name).TrySetResult();

    /// <summary>How often this was asked before and now.</summary>
    public int Count(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    public bool IsOpen(string name) => Of(name).Task.IsCompleted;

    private TaskCompletionSource Of(string name) => _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

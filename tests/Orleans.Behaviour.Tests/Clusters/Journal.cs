using System.Collections.Concurrent;

namespace Orleans.Behaviour.Tests.Clusters;

/// <summary>What happened on one silo, and gates that grains wait at.</summary>
public sealed class Journal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    private readonly Lock _gate = new();
    private readonly List<(string Prefix, int Count, TaskCompletionSource Written)> _awaited = [];

    public ConcurrentQueue<string> Entries { get; } = new();

    public void Write(string entry)
    {
        lock (_gate)
        {
            Entries.Enqueue(entry);
            _awaited.RemoveAll(a => Has(a.Prefix, a.Count) && a.Written.TrySetResult());
        }
    }

    /// <summary>Waits until that many entries begin so.</summary>
    public Task Written(string prefix, int count = 1)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (Has(prefix, count))
            {
                return Task.CompletedTask;
            }

            _awaited.Add((prefix, count, written));
        }

        return written.Task.WaitAsync(Patience);
    }

    public Task Gate(string name) => Of(name).Task.WaitAsync(Patience);

    public void Open(string name) => Of(name).TrySetResult();

    /// <summary>How often this was asked before and now.</summary>
    public int Count(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    public bool IsOpen(string name) => Of(name).Task.IsCompleted;

    private bool Has(string prefix, int count) => Entries.Count(e => e.StartsWith(prefix, StringComparison.Ordinal)) >= count;

    private TaskCompletionSource Of(string name) => _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

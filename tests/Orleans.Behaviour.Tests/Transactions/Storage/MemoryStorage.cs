using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Transactions.Abstractions;

namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>Transactional storage that outlives silos, keeps a journal, and fails or waits where a test wants it to.</summary>
public sealed class MemoryStorage : ITransactionalStateStorageFactory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<Func<StoreCall, Task?>> _before = new();
    private readonly ConcurrentQueue<Func<StoreCall, Task?>> _after = new();
    private ConcurrentDictionary<string, object> _states = new();

    public Func<string, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    private Func<bool, Task> Fault { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<StoreCall> Journal { get; } = new();

    public ITransactionalStateStorage<TState> Create<TState>(string stateName, IGrainContext context)
        where TState : class, new()
    {
        var grain = context.GrainId.Key.ToString()!;
        var references = new References(context.ActivationServices.GetRequiredService<IGrainFactory>());
        return new View<TState>(this, grain, references, (MemoryState<TState>)_states.GetOrAdd($"{context.GrainId}/{stateName}", _ => new MemoryState<TState>()));
    }

    /// <summary>What a new process finds: the same states, without the faults and waits of the old one.</summary>
    public MemoryStorage Survivor() => new() { _states = _states };

    /// <summary>The stores of some grains, in order.</summary>
    public IReadOnlyList<StoreCall> StoresOf(params string[] grains) => Journal.Where(s => grains.Contains(s.Grain)).ToList();

    /// <summary>Fails the next such store without applying it.</summary>
    public void FailBefore(Func<StoreCall, bool> which, Exception exception) => Once(_before, which, () => Task.FromException(exception));

    /// <summary>Applies the next such store and then fails it.</summary>
    public void FailAfter(Func<StoreCall, bool> which, Exception exception) => Once(_after, which, () => Task.FromException(exception));

    /// <summary>Holds the next such store back until told to go.</summary>
    public (Task Held, Action Go) Hold(Func<StoreCall, bool> which)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Once(_before, which, () =>
        {
            held.SetResult();
            return go.Task;
        });
        return (held.Task.WaitAsync(Patience), go.SetResult);
    }

    /// <summary>Ends when the next such store was applied.</summary>
    public Task NextStore(Func<StoreCall, bool> which)
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Once(_after, which, () =>
        {
            stored.SetResult();
            return Task.CompletedTask;
        });
        return stored.Task.WaitAsync(Patience);
    }

    /// <summary>Fails a share of all stores, half of them after they were applied.</summary>
    public void FailAtRandom(int seed, double share)
    {
        var random = new Random(seed);
        Fault = after =>
        {
            lock (random)
            {
                return random.NextDouble() < share / 2 ? Task.FromException(new IOException($"fault {(after ? "after" : "before")}")) : Task.CompletedTask;
            }
        };
    }

    private static void Once(ConcurrentQueue<Func<StoreCall, Task?>> steps, Func<StoreCall, bool> which, Func<Task> step)
    {
        var done = 0;
        steps.Enqueue(call => Volatile.Read(ref done) == 0 && which(call) && Interlocked.Exchange(ref done, 1) == 0 ? step() : null);
    }

    private static async Task RunAsync(ConcurrentQueue<Func<StoreCall, Task?>> steps, StoreCall call)
    {
        foreach (var step in steps)
        {
            if (step(call) is { } waiting)
            {
                await waiting;
            }
        }
    }

    private sealed class View<TState>(MemoryStorage storage, string grain, References references, MemoryState<TState> state)
        : ITransactionalStateStorage<TState> where TState : class, new()
    {
        public async Task<TransactionalStorageLoadResponse<TState>> Load()
        {
            await storage.BeforeLoad(grain);
            return references.Renew(state.Load());
        }

        public async Task<string> Store(
            string? expectedETag,
            TransactionalStateMetaData metadata,
            List<PendingTransactionState<TState>>? statesToPrepare,
            long? commitUpTo,
            long? abortAfter)
        {
            // Only what is read before the first await is sure to be what the caller meant.
            var change = new StateChange<TState>(metadata, statesToPrepare ?? [], commitUpTo, abortAfter);
            var call = new StoreCall(
                grain, [.. change.Prepares.Select(p => p.SequenceId)], commitUpTo, abortAfter, metadata.CommitRecords.Count);
            storage.Journal.Enqueue(call);
            await RunAsync(storage._before, call);
            await storage.Fault(false);
            var etag = state.Store(expectedETag, change);
            await storage.Fault(true);
            await RunAsync(storage._after, call);
            return etag;
        }
    }
}

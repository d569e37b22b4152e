using System.Reflection;
using System.Runtime.CompilerServices;
using OrleansBridge.Grains.Ledgers;

namespace OrleansBridge.Grains.Tests.Simulation;

/// <summary>What is committed, and transactions over it: all of a step or none, as the seed has it abort or end in doubt.</summary>
internal sealed class LedgerStore(Random random)
{
    private const double Aborts = .08;
    private const double InDoubt = .06;

    private readonly Dictionary<(Type, string), object> _committed = [];
    private Dictionary<(Type, string), object>? _open;

    public IEnumerable<T> All<T>() => _committed.Where(s => s.Key.Item1 == typeof(T)).Select(s => (T)s.Value);

    public T Committed<T>(string id)
        where T : new() => _committed.TryGetValue((typeof(T), id), out var state) ? (T)state : new T();

    /// <summary>A state to change within the transaction.</summary>
    public T Of<T>(string id)
        where T : class, new()
    {
        var key = (typeof(T), id);
        if (!_open!.TryGetValue(key, out var state))
        {
            _open[key] = state = _committed.TryGetValue(key, out var committed) ? Copy.Of(committed) : new T();
        }

        return (T)state;
    }

    /// <returns>What the caller learns: committed, refused or aborted, or null when it learns nothing.</returns>
    public bool? Run(Func<bool> step)
    {
        _open = [];
        if (!step() || random.NextDouble() < Aborts)
        {
            return false;
        }

        var told = random.NextDouble() >= InDoubt;
        if (told || random.Next(2) == 0)
        {
            foreach (var (key, state) in _open)
            {
                _committed[key] = state;
            }
        }

        return told ? true : null;
    }

    /// <summary>Shallow, but for the lists that transitions change in place; what they hold is immutable.</summary>
    private static class Copy
    {
        private static readonly Func<object, object> Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

        public static object Of(object state)
        {
            var copy = Clone(state);
            switch (copy)
            {
                case TestState test:
                    (test.Recovery, test.Avoid, test.History, test.Failures, test.Prefer) = ([.. test.Recovery], [.. test.Avoid], [.. test.History], [.. test.Failures], [.. test.Prefer]);
                    break;
                case WorkerState worker:
                    worker.Slots = [.. worker.Slots];
                    break;
                case ConcurrencyKeyState:
                    break;
                default:
                    throw new SwitchExpressionException(state);
            }

            return copy;
        }
    }
}

using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>Values that travel with a chain of calls.</summary>
public static class RequestContext
{
    private const string ReentrancyKey = "#CCR";
    private static readonly AsyncLocal<Dictionary<string, object>?> Current = new();

    /// <summary>The call chain that may re-enter the grains it came through, or empty.</summary>
    public static Guid ReentrancyId
    {
        get => ReentrancyIdOf(Current.Value);
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyKey);
            }
            else
            {
                Set(ReentrancyKey, value);
            }
        }
    }

    public static IEnumerable<string> Keys => Current.Value?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries => Current.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    public static object? Get(string key) => Current.Value?.GetValueOrDefault(key);

    public static void Set(string key, object value) => Current.Value = new(Current.Value ?? []) { [key] = value };

    public static bool Remove(string key)
    {
        if (Current.Value?.ContainsKey(key) != true)
        {
            return false;
        }

        var values = new Dictionary<string, object>(Current.Value);
        values.Remove(key);
        Current.Value = values.Count == 0 ? null : values;
        return true;
    }

    public static void Clear() => Current.Value = null;

    /// <summary>Lets calls made in this section come back to this grain while it waits for them.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? Guid.NewGuid() : original);
    }

    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    internal static Dictionary<string, object>? Export(Copier copier) =>
        Current.Value is { Count: > 0 } values ? (Dictionary<string, object>?)copier.Copy(values, null) : null;

    internal static void Import(Dictionary<string, object>? values) => Current.Value = values;

    internal static Guid ReentrancyIdOf(Dictionary<string, object>? values) => values?.GetValueOrDefault(ReentrancyKey) is Guid id ? id : Guid.Empty;

    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _new;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _new = newReentrancyId;
            if (_new != _original)
            {
                ReentrancyId = _new;
            }

            Embedded.RuntimeContext.Current?.EnterSection(_new);
        }

        public void Dispose()
        {
            Embedded.RuntimeContext.Current?.LeaveSection(_new);
            if (_new != _original)
            {
                ReentrancyId = _original;
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace Orleans.Embedded;

/// <summary>Copies arrays, tuples and the framework's collections.</summary>
internal static class Collections
{
    private static readonly FrozenDictionary<Type, string> Known = new Dictionary<Type, string>
    {
        [typeof(List<>)] = nameof(List),
        [typeof(HashSet<>)] = nameof(HashSet),
        [typeof(Queue<>)] = nameof(Queue),
        [typeof(Stack<>)] = nameof(Stack),
        [typeof(SortedSet<>)] = nameof(SortedSet),
        [typeof(Collection<>)] = nameof(Collection),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnlyCollection),
        [typeof(ConcurrentQueue<>)] = nameof(ConcurrentQueue),
        [typeof(Dictionary<,>)] = nameof(Dictionary),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionary),
        [typeof(SortedList<,>)] = nameof(SortedList),
        [typeof(ConcurrentDictionary<,>)] = nameof(ConcurrentDictionary),
        [typeof(ReadOnlyDictionary<,>)] = nameof(ReadOnlyDictionary),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArray),
        [typeof(ImmutableList<>)] = nameof(ImmutableList),
        [typeof(ImmutableHashSet<>)] = nameof(ImmutableHashSet),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableDictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(ImmutableSortedDictionary),
    }.ToFrozenDictionary();

    public static CopyValue? CopierOf(Type type)
    {
        if (type.IsArray)
        {
            return Shared.Contains(type.GetElementType()!) ? (value, _) => ((Array)value).Clone() : CopyArray;
        }

        if (!type.IsConstructedGenericType)
        {
            return null;
        }

        if (Shared.IsTransparent(type))
        {
            return TupleCopier(type);
        }

        if (!Known.TryGetValue(type.GetGenericTypeDefinition(), out var name))
        {
            // What the compiler makes of [a, b] for an interface type arrives as a list.
            if (!type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal))
            {
                return null;
            }

            name = nameof(Listed);
        }

        var copy = typeof(Collections).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GenericTypeArguments);
        return copy.CreateDelegate<CopyValue>();
    }

    private static object CopyArray(object value, CopyContext context)
    {
        var original = (Array)value;
        var copy = (Array)original.Clone();
        context.Record(original, copy);
        var at = new int[original.Rank];
        for (var n = 0; n < original.Length; n++)
        {
            for (int dimension = original.Rank - 1, rest = n; dimension >= 0; dimension--)
            {
                at[dimension] = rest % original.GetLength(dimension);
                rest /= original.GetLength(dimension);
            }

            copy.SetValue(context.Copy(original.GetValue(at)), at);
        }

        return copy;
    }

    private static CopyValue TupleCopier(Type type)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
        return (value, context) =>
        {
            var copy = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            foreach (var field in fields)
            {
                field.SetValue(copy, context.Copy(field.GetValue(value)));
            }

            return copy;
        };
    }

    private static IEnumerable<T> Items<T>(object value, CopyContext context) => ((IEnumerable<T>)value).Select(item => (T)context.Copy(item)!);

    private static IEnumerable<KeyValuePair<TKey, T>> Pairs<TKey, T>(object value, CopyContext context) =>
        ((IEnumerable<KeyValuePair<TKey, T>>)value).Select(p => KeyValuePair.Create((TKey)context.Copy(p.Key)!, (T)context.Copy(p.Value)!));

    private static object List<T>(object value, CopyContext context)
    {
        var copy = new List<T>(((List<T>)value).Count);
        context.Record(value, copy);
        copy.AddRange(Items<T>(value, context));
        return copy;
    }

    private static object Dictionary<TKey, T>(object value, CopyContext context)
        where TKey : notnull
    {
        var original = (Dictionary<TKey, T>)value;
        var copy = new Dictionary<TKey, T>(original.Count, original.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in Pairs<TKey, T>(value, context))
        {
            copy.Add(key, item);
        }

        return copy;
    }

    private static object Listed<T>(object value, CopyContext context) => new List<T>(Items<T>(value, context));

    private static object HashSet<T>(object value, CopyContext context) => new HashSet<T>(Items<T>(value, context), ((HashSet<T>)value).Comparer);

    private static object Queue<T>(object value, CopyContext context) => new Queue<T>(Items<T>(value, context));

    private static object Stack<T>(object value, CopyContext context) => new Stack<T>(Items<T>(value, context).Reverse());

    private static object SortedSet<T>(object value, CopyContext context) => new SortedSet<T>(Items<T>(value, context), ((SortedSet<T>)value).Comparer);

    private static object Collection<T>(object value, CopyContext context) => new Collection<T>([.. Items<T>(value, context)]);

    private static object ReadOnlyCollection<T>(object value, CopyContext context) => new ReadOnlyCollection<T>([.. Items<T>(value, context)]);

    private static object ConcurrentQueue<T>(object value, CopyContext context) => new ConcurrentQueue<T>(Items<T>(value, context));

    private static object SortedDictionary<TKey, T>(object value, CopyContext context)
        where TKey : notnull => new SortedDictionary<TKey, T>(
            new Dictionary<TKey, T>(Pairs<TKey, T>(value, context)),
            ((SortedDictionary<TKey, T>)value).Comparer);

    private static object SortedList<TKey, T>(object value, CopyContext context)
        where TKey : notnull => new SortedList<TKey, T>(new Dictionary<TKey, T>(Pairs<TKey, T>(value, context)), ((SortedList<TKey, T>)value).Comparer);

    private static object ConcurrentDictionary<TKey, T>(object value, CopyContext context)
        where TKey : notnull => new ConcurrentDictionary<TKey, T>(Pairs<TKey, T>(value, context), ((ConcurrentDictionary<TKey, T>)value).Comparer);

    private static object ReadOnlyDictionary<TKey, T>(object value, CopyContext context)
        where TKey : notnull => new ReadOnlyDictionary<TKey, T>(new Dictionary<TKey, T>(Pairs<TKey, T>(value, context)));

    private static object ImmutableArray<T>(object value, CopyContext context) =>
        ((ImmutableArray<T>)value).IsDefault ? value : System.Collections.Immutable.ImmutableArray.CreateRange(Items<T>(value, context));

    private static object ImmutableList<T>(object value, CopyContext context) =>
        System.Collections.Immutable.ImmutableList.CreateRange(Items<T>(value, context));

    private static object ImmutableHashSet<T>(object value, CopyContext context) =>
        System.Collections.Immutable.ImmutableHashSet.CreateRange(((ImmutableHashSet<T>)value).KeyComparer, Items<T>(value, context));

    private static object ImmutableDictionary<TKey, T>(object value, CopyContext context)
        where TKey : notnull =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(((ImmutableDictionary<TKey, T>)value).KeyComparer, Pairs<TKey, T>(value, context));

    private static object ImmutableSortedDictionary<TKey, T>(object value, CopyContext context)
        where TKey : notnull => System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
            ((ImmutableSortedDictionary<TKey, T>)value).KeyComparer,
            Pairs<TKey, T>(value, context));
}

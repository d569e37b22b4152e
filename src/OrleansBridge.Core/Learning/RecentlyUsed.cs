using System.Diagnostics.CodeAnalysis;

namespace OrleansBridge.Core.Learning;

/// <summary>A bounded table: what was written longest ago is dropped first.</summary>
internal sealed class RecentlyUsed<T>(int most)
    where T : class, new()
{
    private readonly Dictionary<string, LinkedListNode<(string Name, T Value)>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Name, T Value)> _order = [];

    public int Count => _byName.Count;

    public bool TryFind(string name, [NotNullWhen(true)] out T? value)
    {
        var found = _byName.TryGetValue(name, out var node);
        value = node?.Value.Value;
        return found;
    }

    /// <summary>The value of a name, made when there is none, and now the last one to go.</summary>
    public T Use(string name)
    {
        if (_byName.TryGetValue(name, out var node))
        {
            _order.Remove(node);
        }
        else
        {
            if (_byName.Count >= most)
            {
                _byName.Remove(_order.First!.Value.Name);
                _order.RemoveFirst();
            }

            _byName.Add(name, node = new((name, new T())));
        }

        _order.AddLast(node);
        return node.Value.Value;
    }
}

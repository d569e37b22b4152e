using System.Collections;

namespace OrleansBridge.Core.Fleet;

/// <summary>The index' workers in the order of their ids: only who comes and goes costs, a change of one does not.</summary>
internal sealed class WorkersById(Dictionary<string, FarmMember> members) : IReadOnlyCollection<WorkerView>
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

    public int Count => _ids.Count;

    public void Add(string id) => _ids.Add(id);

    public void Remove(string id) => _ids.Remove(id);

    public IEnumerator<WorkerView> GetEnumerator()
    {
        foreach (var id in _ids)
        {
            yield return members[id].View;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

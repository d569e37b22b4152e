namespace OrleansBridge.Core.Prediction;

/// <summary>
/// Tells a test that comes from one that comes back, in bounded memory: two generations of ids, of which the older goes when the
/// younger is full or old. A test submitted before the older generation began came before, or is too old to matter.
/// </summary>
internal sealed class SeenTests(int most, TimeSpan keep)
{
    private HashSet<ulong> _young = [];
    private HashSet<ulong> _old = [];
    private DateTimeOffset _youngSince = DateTimeOffset.MinValue;
    private DateTimeOffset _oldSince = DateTimeOffset.MinValue;

    public int Count => _young.Count + _old.Count;

    /// <param name="testId">The test.</param>
    /// <param name="submitted">When it was submitted: the same whenever it comes.</param>
    /// <param name="now">When it came.</param>
    /// <returns>Whether it came for the first time.</returns>
    public bool IsNew(string testId, DateTimeOffset submitted, DateTimeOffset now)
    {
        if (_young.Count >= most / 2 || now - _youngSince >= keep)
        {
            (_old, _young) = (_young, _old);
            (_oldSince, _youngSince) = (_youngSince, now);
            _young.Clear();
        }

        var id = Hash(testId);
        return submitted >= _oldSince && !_old.Contains(id) && _young.Add(id);
    }

    // FNV-1a: 64 bits make two ids of some ten thousand alike once in 10^10 times.
    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return hash;
    }
}

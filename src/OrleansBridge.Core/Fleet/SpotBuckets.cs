namespace OrleansBridge.Core.Fleet;

/// <summary>
/// Spots by all that counts for their score but the backlog, and within a bucket by that: the first of a bucket is its best. There are
/// as many buckets as a worker has states, however many workers there are.
/// </summary>
internal sealed class SpotBuckets
{
    private readonly Dictionary<(int Active, int Instances, int Total, bool Spare, bool Known), SortedSet<Spot>> _byLoad = [];

    public Dictionary<(int Active, int Instances, int Total, bool Spare, bool Known), SortedSet<Spot>>.ValueCollection All => _byLoad.Values;

    public bool IsEmpty => _byLoad.Count == 0;

    public void Add(Spot spot)
    {
        var key = KeyOf(spot);
        if (!_byLoad.TryGetValue(key, out var bucket))
        {
            _byLoad.Add(key, bucket = new SortedSet<Spot>(Spot.Order));
        }

        bucket.Add(spot);
    }

    public void Remove(Spot spot)
    {
        var key = KeyOf(spot);
        if (_byLoad.TryGetValue(key, out var bucket) && bucket.Remove(spot) && bucket.Count == 0)
        {
            _byLoad.Remove(key);
        }
    }

    private static (int Active, int Instances, int Total, bool Spare, bool Known) KeyOf(Spot spot) => (spot.Load.Active, spot.Load.Instances, spot.Load.Total, spot.Load.Spare, spot.Load.Backlog is not null);
}

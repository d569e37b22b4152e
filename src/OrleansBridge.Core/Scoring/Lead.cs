using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scoring;

/// <summary>The next place of a bucket.</summary>
/// <param name="Facts">What is known of the browser type and backend.</param>
/// <param name="Traits">What the place is.</param>
/// <param name="Bucket">Where it is from.</param>
/// <param name="Spot">The place.</param>
/// <param name="Resident">Whether it is scored as having the model loaded.</param>
/// <param name="Rest">Those after it, when that was asked.</param>
/// <param name="Known">What was found out of it.</param>
internal readonly record struct Lead(
    BackendFacts Facts, PlaceTraits Traits, SortedSet<Spot> Bucket, Spot Spot, bool Resident, IEnumerator<Spot>? Rest = null, Candidate? Known = null)
{
    /// <summary>By score, and of two alike the one whose name comes first.</summary>
    public static readonly IComparer<(double Score, string Key)> BestFirst = Comparer<(double Score, string Key)>.Create(
        (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Key, b.Key));
}

namespace OrleansBridge.Core.Stealing;

/// <summary>When the work of one worker or of two is done.</summary>
/// <param name="Seconds">From now.</param>
/// <param name="Last">Instances that are done last, together: while there are several, one move lowers nothing and yet relieves one.</param>
internal readonly record struct Makespan(double Seconds, int Last)
{
    private const double Rounding = 1e-9;

    public static Makespan Of(IReadOnlyCollection<double> instances)
    {
        var last = instances.DefaultIfEmpty().Max();
        return new Makespan(last, instances.Count(i => i >= last - Rounding));
    }

    public Makespan With(Makespan other) =>
        Math.Abs(Seconds - other.Seconds) <= Rounding ? new(Seconds, Last + other.Last) : Seconds > other.Seconds ? this : other;

    /// <summary>Whether another is as late with fewer instances.</summary>
    public bool IsRelievedBy(Makespan after) => Math.Abs(Seconds - after.Seconds) <= Rounding && after.Last < Last;
}

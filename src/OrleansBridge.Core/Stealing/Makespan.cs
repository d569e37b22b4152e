namespace OrleansBridge.Core.Stealing;

/// <summary>When the work of one worker or of two is done.</summary>
/// <param name="InOrder">Seconds, with the runs in order; it stays while any instance has as much as before.</param>
/// <param name="Shared">Seconds if the instances shared the work evenly: what a single move can always lower.</param>
internal readonly record struct Makespan(double InOrder, double Shared)
{
    public Makespan With(Makespan other) => new(Math.Max(InOrder, other.InOrder), Math.Max(Shared, other.Shared));

    /// <summary>How much earlier another is: in order, or if that stays the same with the work shared; 0 or less where it is not.</summary>
    public double Fall(Makespan after) => InOrder != after.InOrder ? InOrder - after.InOrder : Shared - after.Shared;
}

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>What a second of a slot is worth, all at least 0.</summary>
/// <param name="Slots">By group and release: of any slot, from that release on.</param>
/// <param name="Natives">By place: of a slot that starts as the place's type, from the first arrival on, beyond what any slot of the group is worth.</param>
internal sealed record Prices(double[,] Slots, double[] Natives)
{
    /// <summary>All slots worth the same from one release on, and nothing else worth anything.</summary>
    public static Prices Even(BoundInstance instance, int releases, int release)
    {
        var slots = new double[instance.Slots.Length, releases];
        for (var group = 0; group < instance.Slots.Length; group++)
        {
            slots[group, release] = 1;
        }

        return new(slots, new double[instance.Places.Length]);
    }
}

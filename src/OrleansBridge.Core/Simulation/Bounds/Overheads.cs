namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>What slots do at the least beside running tests, in a schedule that ends by a horizon. Seconds.</summary>
internal sealed class Overheads
{
    private readonly double _horizon;
    private readonly double _shared;

    /// <param name="instance">The workload.</param>
    /// <param name="horizon">When the schedule ends at the latest, from the first arrival; infinite when nothing is known of it.</param>
    /// <param name="shared">
    /// A slot's launch may fall into its wait for its first test. So many seconds of them count as the wait, what a launch takes
    /// longer as the launch; that is true with any number.
    /// </param>
    public Overheads(BoundInstance instance, double horizon, double shared)
    {
        (_horizon, _shared) = (horizon, shared);
        var slots = instance.Slots.Sum();
        var first = instance.Released.Take(slots).ToArray();
        Anywhere = first.Sum(r => Math.Min(r, shared)) + (slots - first.Length) * shared + Loads(instance, slots);
    }

    /// <summary>Seconds lost in slots wherever it is: loads, and waits for first tests.</summary>
    public double Anywhere { get; }

    /// <summary>Slot seconds that a second of work takes in a slot that started as another type; infinite when there is no time for the launch.</summary>
    public double Stretch(BoundPlace place)
    {
        var launch = Math.Max(0, place.LaunchSeconds - _shared);
        return double.IsPositiveInfinity(_horizon) ? 1 : _horizon > launch ? _horizon / (_horizon - launch) : double.PositiveInfinity;
    }

    /// <summary>Each slot that runs a model loads it, at a test of its own. One that runs nothing has time for that, or for what is left of the longest test.</summary>
    private double Loads(BoundInstance instance, int slots)
    {
        var (seconds, count) = (0.0, 0);
        foreach (var model in instance.Models)
        {
            var room = _horizon - model.Arrives - model.Setups[0];
            var least = room > 0 ? Math.Clamp((int)Math.Ceiling(model.Work / room - 1e-9), 1, model.Setups.Length) : 1;
            seconds += model.Setups.Take(least).Sum();
            count += least;
        }

        return seconds + Math.Max(0, slots - count) * Math.Clamp(instance.LongestTest - _shared, 0, instance.Models.Min(m => m.Setups[0]));
    }
}

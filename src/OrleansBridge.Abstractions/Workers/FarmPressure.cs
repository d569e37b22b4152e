namespace OrleansBridge.Workers;

/// <summary>How much is asked of the farm, against what it can hold: what an autoscaler needs.</summary>
[GenerateSerializer, Immutable, Alias("bridge.FarmPressure")]
public sealed record FarmPressure
{
    /// <summary>Tests that wait and tests that have a place, over the slots there are. Without any slot: as if there were one.</summary>
    [Id(0)] public double Pressure { get; init; }

    /// <summary>Tests that wait for a place; those that a lost worker held wait for another.</summary>
    [Id(1)] public int Queued { get; init; }

    /// <summary>Slots in use, of workers that take assignments.</summary>
    [Id(2)] public int Busy { get; init; }

    /// <summary>Slots of the workers that take assignments.</summary>
    [Id(3)] public int Slots { get; init; }

    /// <summary>Workers that take assignments.</summary>
    [Id(4)] public int Workers { get; init; }
}

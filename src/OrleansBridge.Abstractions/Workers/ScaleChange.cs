namespace OrleansBridge.Workers;

/// <summary>What is to be done about a worker's instances of one browser type.</summary>
[GenerateSerializer, Alias("bridge.ScaleChange")]
public enum ScaleChange
{
    /// <summary>One more is launched, where the worker has room.</summary>
    Launch = 0,

    /// <summary>An idle one is closed.</summary>
    Close = 1,

    /// <summary>A model is loaded on an idle one that does not have it.</summary>
    Warm = 2,
}

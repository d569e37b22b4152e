namespace OrleansBridge.Results;

/// <summary>What memory a test took, MB (10^6 bytes). Null: not measured.</summary>
[GenerateSerializer, Immutable, Alias("bridge.ResultMemory")]
public sealed record ResultMemory
{
    /// <summary>Proportional set size of the browser's process tree after the run.</summary>
    [Id(0)] public double? PssMb { get; init; }

    /// <summary>JavaScript heap of the page after the run.</summary>
    [Id(1)] public double? JsHeapMb { get; init; }
}

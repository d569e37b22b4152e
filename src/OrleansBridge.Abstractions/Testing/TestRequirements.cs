namespace OrleansBridge.Testing;

/// <summary>
/// One model run as a caller asks for it (SPEC section 3). Hard requirements filter the places where it may run;
/// preferences only score them.
/// </summary>
[GenerateSerializer, Immutable, Alias("bridge.TestRequirements")]
public sealed record TestRequirements
{
    /// <summary>The test's id, unique in the farm; made when null. Submitting the same body twice under one id is one test.</summary>
    [Id(0)] public string? TestId { get; init; }

    /// <summary>The model's name: in the catalog, or below the suite folder.</summary>
    [Id(1)] public required string ModelId { get; init; }

    /// <summary>Where the model is: a folder in the ONNX test layout, an <c>.onnx</c> file, a URL or an <c>hf:</c> reference. Null: the catalog says.</summary>
    [Id(2)] public string? ModelSource { get; init; }

    /// <summary>One of <see cref="ModelTypes"/>, or a name of your own. Default <c>generic</c>.</summary>
    [Id(3)] public string ModelType { get; init; } = ModelTypes.Generic;

    /// <summary>1 (highest) to 5. Default 3.</summary>
    [Id(4)] public int Priority { get; init; } = 3;

    /// <summary>Which browser types may, should and must not run the test.</summary>
    [Id(5)] public BrowserRequirements BrowserRequirements { get; init; } = new();

    /// <summary>Which backend should or must run the test.</summary>
    [Id(6)] public BackendRequirements Backend { get; init; } = new();

    /// <summary>Memory the worker must have free, GB. Default 0.</summary>
    [Id(7)] public double MinimumMemory { get; init; }

    /// <summary>A hint of how long the run takes, seconds. Null: unknown.</summary>
    [Id(8)] public double? ExpectedDuration { get; init; }

    /// <summary>Time for one attempt's run, seconds. Default 600.</summary>
    [Id(9)] public double Timeout { get; init; } = 600;

    /// <summary>Time from submit to a terminal state, seconds. Default 86,400.</summary>
    [Id(10)] public double Deadline { get; init; } = 86_400;

    /// <summary>Attempts before the test fails, one for each rung of the recovery ladder. Default 5.</summary>
    [Id(11)] public int MaxAttempts { get; init; } = 5;

    /// <summary>Whether a <see cref="Results.Outcome.Simulated"/> outcome is acceptable when all else failed. Default false.</summary>
    [Id(12)] public bool AllowSimulated { get; init; }

    /// <summary>Whether a required backend that ran no node fails the test (reason <c>backend_fallback</c>). Default false.</summary>
    [Id(13)] public bool Strict { get; init; }

    /// <summary>Whether nothing else may run on the worker meanwhile. Default false.</summary>
    [Id(14)] public bool Exclusive { get; init; }

    /// <summary>Tests that share a key never run at once. Null: none.</summary>
    [Id(15)] public string? ConcurrencyKey { get; init; }

    /// <summary>Whether the model must be split over several browsers.</summary>
    [Id(16)] public bool RequiresSharding { get; init; }

    /// <summary><c>layer_balanced</c>, <c>attention_feedforward</c>, <c>component</c> or <c>optimal</c>. Null: automatic.</summary>
    [Id(17)] public string? ShardingStrategy { get; init; }

    /// <summary>Number of shards. Null: automatic from memory.</summary>
    [Id(18)] public int? NumShards { get; init; }

    /// <summary>How much the bridge spends on surviving faults. Default medium.</summary>
    [Id(19)] public FaultToleranceLevel FaultToleranceLevel { get; init; } = FaultToleranceLevel.Medium;

    /// <summary>Which ladder recovery walks. Default progressive.</summary>
    [Id(20)] public RecoveryStrategy RecoveryStrategy { get; init; }

    /// <summary>Timed runs after the warm-up. Default 1.</summary>
    [Id(21)] public int Iterations { get; init; } = 1;

    /// <summary>Untimed runs after the first. Default 0.</summary>
    [Id(22)] public int Warmup { get; init; }

    /// <summary>Where the inputs come from. Null: the model's own test data, or inputs synthesised from its input specs.</summary>
    [Id(23)] public TestInputs? Inputs { get; init; }

    /// <summary>What the outputs must be. Null: the model's own test data, default tolerances.</summary>
    [Id(24)] public ExpectedOutputs? Expected { get; init; }

    /// <summary>Free labels, kept with the test and searchable.</summary>
    [Id(25)] public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

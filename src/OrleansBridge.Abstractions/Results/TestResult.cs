using OrleansBridge.Placement;

namespace OrleansBridge.Results;

/// <summary>
/// One test's result, as it stands in the API, in events and in every <c>--json</c> report (SPEC section 4).
/// What could not be measured is null, never 0.
/// </summary>
[GenerateSerializer, Immutable, Alias("bridge.TestResult")]
public sealed record TestResult
{
    /// <summary>The test.</summary>
    [Id(0)] public required string TestId { get; init; }

    /// <summary>The model.</summary>
    [Id(1)] public required string ModelId { get; init; }

    /// <summary>The model's type.</summary>
    [Id(2)] public required string ModelType { get; init; }

    /// <summary>The assignment's epoch under which the result was accepted.</summary>
    [Id(3)] public long Epoch { get; init; }

    /// <summary>How the test ended.</summary>
    [Id(4)] public required Outcome Outcome { get; init; }

    /// <summary>Why, when it did not pass: one line a person can act on.</summary>
    [Id(5)] public string? Reason { get; init; }

    /// <summary>The class of the failure, <see cref="FailureKind.None"/> when there was none.</summary>
    [Id(6)] public FailureKind Failure { get; init; }

    /// <summary>The worker that ran it.</summary>
    [Id(7)] public string? Worker { get; init; }

    /// <summary>The browser type.</summary>
    [Id(8)] public string? Browser { get; init; }

    /// <summary>The browser's own version string.</summary>
    [Id(9)] public string? BrowserVersion { get; init; }

    /// <summary>Whether another engine stood in for the browser type (a Chromium for Edge).</summary>
    [Id(10)] public bool? BrowserSubstitute { get; init; }

    /// <summary>Command-line flags and preferences it ran with.</summary>
    [Id(11)] public IReadOnlyList<string> BrowserFlags { get; init; } = [];

    /// <summary>The backend the assignment asked for.</summary>
    [Id(12)] public string? BackendRequested { get; init; }

    /// <summary>The backend that ran most nodes, as ONNX Runtime itself reports.</summary>
    [Id(13)] public string? BackendUsed { get; init; }

    /// <summary>Graph nodes per backend, as ONNX Runtime itself reports. Null: not observed.</summary>
    [Id(14)] public IReadOnlyDictionary<string, int>? NodesByBackend { get; init; }

    /// <summary>The GPU adapter (WebGPU) or device type (WebNN). Null for wasm.</summary>
    [Id(15)] public string? Adapter { get; init; }

    /// <summary>Whether the adapter is a software one.</summary>
    [Id(16)] public bool? SoftwareAdapter { get; init; }

    /// <summary>Where the time went.</summary>
    [Id(17)] public ResultTimings Timings { get; init; } = new();

    /// <summary>What memory it took.</summary>
    [Id(18)] public ResultMemory Memory { get; init; } = new();

    /// <summary>Each output's shape, type and digest.</summary>
    [Id(19)] public IReadOnlyList<OutputDigest> Outputs { get; init; } = [];

    /// <summary>Largest absolute error against expected outputs. Null: nothing was compared.</summary>
    [Id(20)] public double? MaxAbsError { get; init; }

    /// <summary>Largest relative error against expected outputs. Null: nothing was compared.</summary>
    [Id(21)] public double? MaxRelError { get; init; }

    /// <summary>Why it ran where it ran.</summary>
    [Id(22)] public PlacementExplanation? Placement { get; init; }

    /// <summary>Recovery steps that were taken.</summary>
    [Id(23)] public IReadOnlyList<RecoveryStep> Recovery { get; init; } = [];

    /// <summary>Per-shard values of a sharded test.</summary>
    [Id(24)] public IReadOnlyList<TestResult> Shards { get; init; } = [];

    /// <summary>Whether outputs were compared with expected ones.</summary>
    [Id(25)] public bool Compared { get; init; }

    /// <summary>Attempts begun.</summary>
    [Id(26)] public int Attempts { get; init; }

    /// <summary>How many other tests ran on the worker meanwhile. Null: not observed.</summary>
    [Id(27)] public int? Shared { get; init; }

    /// <summary>With what it was made.</summary>
    [Id(28)] public Provenance Provenance { get; init; } = new();

    /// <summary>Errors on the page's console, the first 20.</summary>
    [Id(29)] public IReadOnlyList<string> ConsoleErrors { get; init; } = [];

    /// <summary>Paths of the screenshot and trace of a failure.</summary>
    [Id(30)] public IReadOnlyList<string> Artifacts { get; init; } = [];
}

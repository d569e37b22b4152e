namespace OrleansBridge.Placement;

/// <summary>The load expected of a browser type, over all workers and model types, and how right such forecasts were.</summary>
[GenerateSerializer, Immutable, Alias("bridge.LoadReport")]
public sealed record LoadReport
{
    /// <summary>The browser type.</summary>
    [Id(0)] public required string Browser { get; init; }

    /// <summary>When it was made.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The time it speaks of.</summary>
    [Id(2)] public required DateTimeOffset For { get; init; }

    /// <summary>Tests present when it was made: running, assigned or waiting.</summary>
    [Id(3)] public required int Present { get; init; }

    /// <summary>Tests expected to be present.</summary>
    [Id(4)] public required double Predicted { get; init; }

    /// <summary>The lower end of its interval.</summary>
    [Id(5)] public required double Lower { get; init; }

    /// <summary>The upper end of its interval.</summary>
    [Id(6)] public required double Upper { get; init; }

    /// <summary>Instances times slots.</summary>
    [Id(7)] public required int Slots { get; init; }

    /// <summary>What is predicted over the slots, above 1 where more is expected than there are; null without a slot.</summary>
    [Id(8)] public double? Utilization { get; init; }

    /// <summary>How far earlier forecasts were right, in [0, 1]; 0 until one was scored.</summary>
    [Id(9)] public required double Confidence { get; init; }

    /// <summary>Forecasts that were scored by what came.</summary>
    [Id(10)] public required long Scored { get; init; }

    /// <summary>Mean absolute error of about the last hundred, tests; null: none was scored.</summary>
    [Id(11)] public double? MeanAbsoluteError { get; init; }

    /// <summary>Share of what came that lay within the stated intervals; null: none was scored.</summary>
    [Id(12)] public double? Within { get; init; }
}

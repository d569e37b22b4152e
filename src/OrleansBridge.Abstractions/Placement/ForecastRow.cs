namespace OrleansBridge.Placement;

/// <summary>One load forecast as it is stored, and what came, once that is known.</summary>
[GenerateSerializer, Immutable, Alias("bridge.ForecastRow")]
public sealed record ForecastRow
{
    /// <summary>Stands for all model types of a browser type: the row is their sum.</summary>
    public const string Sum = "*";

    /// <summary>When it was made.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>The time it speaks of.</summary>
    [Id(1)] public required DateTimeOffset For { get; init; }

    /// <summary>The browser type.</summary>
    [Id(2)] public required string BrowserType { get; init; }

    /// <summary>The model type, or <see cref="Sum"/>.</summary>
    [Id(3)] public required string ModelType { get; init; }

    /// <summary>Tests expected to be present: running, assigned or waiting.</summary>
    [Id(4)] public required double Predicted { get; init; }

    /// <summary>The lower end of its interval.</summary>
    [Id(5)] public required double Lower { get; init; }

    /// <summary>The upper end of its interval.</summary>
    [Id(6)] public required double Upper { get; init; }

    /// <summary>Tests that were present then; null until that is known, and for good when nobody looked in time.</summary>
    [Id(7)] public double? Actual { get; init; }
}

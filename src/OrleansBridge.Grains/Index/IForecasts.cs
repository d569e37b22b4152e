using OrleansBridge.Placement;

namespace OrleansBridge.Grains.Index;

/// <summary>The forecasts of load that were made, and what came.</summary>
internal interface IForecasts
{
    /// <summary>Keeps forecasts, or what came of them; once more is harmless.</summary>
    Task AppendAsync(string pool, IReadOnlyList<ForecastRow> rows);

    /// <summary>A pool's forecasts of a time, oldest first.</summary>
    Task<IReadOnlyList<ForecastRow>> ReadAsync(string pool, DateTimeOffset from, DateTimeOffset until);

    /// <summary>Forgets those made before a time, at most so many.</summary>
    Task ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellation);
}

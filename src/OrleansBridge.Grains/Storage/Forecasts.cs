using OrleansBridge.Grains.Index;
using OrleansBridge.Placement;
using OrleansBridge.Postgres;

namespace OrleansBridge.Grains.Storage;

/// <summary>In <c>bridge.forecasts</c>.</summary>
internal sealed class Forecasts(ForecastStore store) : IForecasts
{
    public Task AppendAsync(string pool, IReadOnlyList<ForecastRow> rows) => store.AppendAsync(pool, rows);

    public Task<IReadOnlyList<ForecastRow>> ReadAsync(string pool, DateTimeOffset from, DateTimeOffset until) => store.ReadAsync(pool, from, until);

    public Task ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellation) => store.ForgetAsync(before, most, cancellation);
}

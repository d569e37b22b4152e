using Microsoft.Extensions.Options;
using Npgsql;
using OrleansBridge.Grains.Index;
using OrleansBridge.Postgres;

namespace OrleansBridge.Grains.Storage;

/// <summary>In SQL, without activating a grain.</summary>
internal sealed class TestUpkeep(NpgsqlDataSource source, FinishedTests finished, IForecasts forecasts, IOptions<RetentionOptions> options) : ITestUpkeep
{
    private const int Batch = 1_000;

    public Task CatchUpAsync(CancellationToken cancellation) => HistoryCatchUp.RunAsync(source, cancellation);

    public async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (options.Value.KeepFinished > TimeSpan.Zero)
        {
            await finished.ForgetAsync(now - options.Value.KeepFinished, Batch, cancellation);
        }

        if (options.Value.KeepForecasts > TimeSpan.Zero)
        {
            await forecasts.ForgetAsync(now - options.Value.KeepForecasts, Batch, cancellation);
        }
    }
}

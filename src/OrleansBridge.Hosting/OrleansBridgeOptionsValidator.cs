using OrleansBridge.Client;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting;

/// <summary>Refuses a silo whose options cannot work, before it starts, and names everything that is wrong at once.</summary>
internal sealed class OrleansBridgeOptionsValidator(OrleansBridgeOptions options, IReadOnlyList<string> misread) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        List<string> problems = [.. misread, .. Problems(options)];
        if (problems.Count > 0)
        {
            throw new OrleansBridgeConfigurationException(string.Join('\n', problems));
        }
    }

    internal static IEnumerable<string> Problems(OrleansBridgeOptions options)
    {
        if (options.DataSource is null && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            yield return "OrleansBridgeOptions.ConnectionString is empty; expected a PostgreSQL connection string such as Host=db;Username=bridge;Database=bridge. Set ConnectionStrings:Bridge (in the environment ConnectionStrings__Bridge).";
        }
        else if (options.ConnectionString is { Length: > 0 } given && BridgeDatabase.Problem(given) is { } problem)
        {
            yield return $"OrleansBridgeOptions.ConnectionString: {problem}";
        }

        if (options.SlotsPerBrowser is < 1 or > 100)
        {
            yield return $"OrleansBridgeOptions.SlotsPerBrowser is {options.SlotsPerBrowser}; expected 1 to 100.";
        }

        if (options.KeepFinished != TimeSpan.Zero && options.KeepFinished < TimeSpan.FromMinutes(1))
        {
            yield return $"OrleansBridgeOptions.KeepFinished is {options.KeepFinished}; expected a minute or more, or zero to keep finished tests for ever.";
        }

        if (options.KeepForecasts != TimeSpan.Zero && options.KeepForecasts < TimeSpan.FromMinutes(1))
        {
            yield return $"OrleansBridgeOptions.KeepForecasts is {options.KeepForecasts}; expected a minute or more, or zero to keep forecasts for ever.";
        }

        foreach (var problem in options.Placement.Problems())
        {
            yield return $"OrleansBridgeOptions.Placement.{problem}";
        }

        if (options.Workers.FirstOrDefault(w => string.IsNullOrWhiteSpace(w.WorkerId)) is not null)
        {
            yield return "OrleansBridgeOptions.Workers has a worker without WorkerId; expected an id that no other worker of the farm has.";
        }

        if (options.Workers.GroupBy(w => w.WorkerId).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            yield return $"OrleansBridgeOptions.Workers names '{twice.Key}' twice; expected distinct worker ids.";
        }

        if (options.Workers.FirstOrDefault(w => w.MaxBrowsers < 1) is { } none)
        {
            yield return $"OrleansBridgeOptions.Workers gives '{none.WorkerId}' MaxBrowsers {none.MaxBrowsers}; expected 1 or more.";
        }

        if (options.Workers.Count > 0 && options.Engine is null)
        {
            yield return "OrleansBridgeOptions.Workers names workers, but Engine is null; expected an engine, or no workers.";
        }

        foreach (var problem in BridgeClusterOptionsValidator.Problems(options.Cluster).Concat(ResourcePoolBridgeOptionsValidator.Problems(options.Client, "OrleansBridgeOptions.Client")))
        {
            yield return problem;
        }
    }
}

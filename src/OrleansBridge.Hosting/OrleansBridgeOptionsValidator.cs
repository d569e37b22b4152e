namespace OrleansBridge.Hosting;

/// <summary>Refuses a silo whose options cannot work, before it starts.</summary>
internal static class OrleansBridgeOptionsValidator
{
    public static void Validate(OrleansBridgeOptions options)
    {
        if (options.DataSource is null && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new OrleansBridgeConfigurationException("OrleansBridgeOptions.ConnectionString is empty; expected a PostgreSQL connection string such as Host=db;Username=bridge;Database=bridge.");
        }

        if (options.SlotsPerBrowser is < 1 or > 100)
        {
            throw new OrleansBridgeConfigurationException($"OrleansBridgeOptions.SlotsPerBrowser is {options.SlotsPerBrowser}; expected 1 to 100.");
        }

        if (options.KeepFinished != TimeSpan.Zero && options.KeepFinished < TimeSpan.FromMinutes(1))
        {
            throw new OrleansBridgeConfigurationException($"OrleansBridgeOptions.KeepFinished is {options.KeepFinished}; expected a minute or more, or zero to keep finished tests for ever.");
        }

        if (options.Workers.GroupBy(w => w.WorkerId).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new OrleansBridgeConfigurationException($"OrleansBridgeOptions.Workers names '{twice.Key}' twice; expected distinct worker ids.");
        }

        if (options.Workers.Count > 0 && options.Engine is null)
        {
            throw new OrleansBridgeConfigurationException("OrleansBridgeOptions.Workers names workers, but Engine is null; expected an engine, or no workers.");
        }
    }
}

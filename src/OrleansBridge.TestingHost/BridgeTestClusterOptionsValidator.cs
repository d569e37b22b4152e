namespace OrleansBridge.TestingHost;

/// <summary>Refuses a test cluster whose options cannot work, before anything is started, and names everything that is wrong at once.</summary>
internal static class BridgeTestClusterOptionsValidator
{
    private const string Name = "BridgeTestClusterOptions.";

    /// <exception cref="ArgumentException">An option cannot work.</exception>
    public static void Check(BridgeTestClusterOptions options)
    {
        List<string> problems = [.. Problems(options)];
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join('\n', problems));
        }
    }

    private static IEnumerable<string> Problems(BridgeTestClusterOptions options)
    {
        if (options.ConnectionString is { } database && string.IsNullOrWhiteSpace(database))
        {
            yield return $"{Name}ConnectionString is empty; expected a PostgreSQL connection string, or null for a private server.";
        }

        if (options.Silos < 1)
        {
            yield return $"{Name}Silos is {options.Silos}; expected 1 or more.";
        }

        if (options.WorkersPerSilo < 0)
        {
            yield return $"{Name}WorkersPerSilo is {options.WorkersPerSilo}; expected 0 or more.";
        }

        if (options.BrowsersPerWorker < 1)
        {
            yield return $"{Name}BrowsersPerWorker is {options.BrowsersPerWorker}; expected 1 or more.";
        }

        if (options.SimulatedBrowsers.Count == 0)
        {
            yield return $"{Name}SimulatedBrowsers is empty; expected browser types such as chrome.";
        }

        if (options.Browsers?.Types is { Count: 0 })
        {
            yield return $"{Name}Browsers.Types is empty; expected browser types such as chrome, or null for all.";
        }

        (string Name, bool Given)[] runners =
        [
            (nameof(options.Script), options.Script is not null),
            (nameof(options.Browsers), options.Browsers is not null),
            (nameof(options.Engine), options.Engine is not null),
        ];
        string[] given = [.. runners.Where(r => r.Given).Select(r => r.Name)];
        if (given.Length > 1)
        {
            yield return $"{Name}{string.Join(" and ", given)} are given; expected one of them: a script for simulated runs, real browsers, or an engine of your own.";
        }
    }
}

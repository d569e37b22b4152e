namespace OrleansBridge.Client;

/// <summary>Refuses a client whose options cannot work, before it starts.</summary>
internal sealed class OrleansBridgeClientOptionsValidator(OrleansBridgeClientOptions options, IReadOnlyList<string> misread, IServiceProvider services) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        List<string> problems = [.. misread, .. Problems(options, needsDatabase: FarmConnection.IsUsed(services))];
        if (problems.Count > 0)
        {
            throw new OrleansBridgeConnectionException(string.Join('\n', problems));
        }
    }

    internal static IEnumerable<string> Problems(OrleansBridgeClientOptions options, bool needsDatabase)
    {
        if (needsDatabase && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            yield return "OrleansBridgeClientOptions.ConnectionString is empty; expected the farm's PostgreSQL, such as Host=db;Username=bridge;Database=bridge. Set ConnectionStrings:Bridge (in the environment ConnectionStrings__Bridge).";
        }
        else if (needsDatabase && FarmConnection.Problem(options.ConnectionString!) is { } problem)
        {
            yield return $"OrleansBridgeClientOptions.ConnectionString is not understood: {problem} Expected a PostgreSQL connection string such as Host=db;Username=bridge;Database=bridge.";
        }

        if (options.Cluster.ClusterId is { } cluster && string.IsNullOrWhiteSpace(cluster))
        {
            yield return "OrleansBridgeClientOptions.Cluster.ClusterId is empty; expected the silos' cluster id, or nothing for orleansbridge.";
        }

        if (options.Cluster.ServiceId is { } service && string.IsNullOrWhiteSpace(service))
        {
            yield return "OrleansBridgeClientOptions.Cluster.ServiceId is empty; expected the silos' service id, or nothing for orleansbridge.";
        }

        if (options.ConnectTimeout <= TimeSpan.Zero && options.ConnectTimeout != Timeout.InfiniteTimeSpan)
        {
            yield return $"OrleansBridgeClientOptions.ConnectTimeout is {options.ConnectTimeout}; expected more than zero, or -00:00:00.0010000 to wait for ever.";
        }

        foreach (var problem in ResourcePoolBridgeOptionsValidator.Problems(options.Client, "OrleansBridgeClientOptions.Client"))
        {
            yield return problem;
        }
    }
}

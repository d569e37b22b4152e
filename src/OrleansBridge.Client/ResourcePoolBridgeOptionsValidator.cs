namespace OrleansBridge.Client;

internal static class ResourcePoolBridgeOptionsValidator
{
    /// <param name="options">What was asked for.</param>
    /// <param name="name">What the user calls it.</param>
    public static IEnumerable<string> Problems(ResourcePoolBridgeOptions options, string name)
    {
        if (options.MaxBrowsersPerWorker is < 1 or > 1000)
        {
            yield return $"{name}.MaxBrowsersPerWorker is {options.MaxBrowsersPerWorker}; expected 1 to 1000.";
        }

        if (options.SubmissionsInFlight is < 1 or > 10_000)
        {
            yield return $"{name}.SubmissionsInFlight is {options.SubmissionsInFlight}; expected 1 to 10000.";
        }

        if (options.RetryFor < TimeSpan.Zero || options.RetryFor > TimeSpan.FromDays(1))
        {
            yield return $"{name}.RetryFor is {options.RetryFor}; expected zero to a day.";
        }
    }
}

using Microsoft.Extensions.Configuration;

namespace OrleansBridge.Client;

/// <summary>Reads options from an application's configuration.</summary>
internal static class BridgeConfiguration
{
    public const string ConnectionStringName = "Bridge";

    /// <summary>Binds the section; what is wrong with it is kept for the validator, which says it at start.</summary>
    /// <param name="configuration">The application's.</param>
    /// <param name="options">What to bind it to.</param>
    /// <param name="others">Keys that somebody else reads, as patterns.</param>
    /// <returns>Keys that nobody reads, and a value that could not be read.</returns>
    public static IReadOnlyList<string> Bind(IConfiguration configuration, object options, IEnumerable<string> others)
    {
        var section = configuration.GetSection(OrleansBridgeClientOptions.Section);
        List<string> problems = [.. KnownSettings.Problems(section, [.. KnownSettings.Of(options.GetType()), .. others])];
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            problems.Add($"{e.Message} {e.InnerException?.Message}".Trim());
        }

        return problems;
    }
}

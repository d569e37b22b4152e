using Microsoft.Extensions.Configuration;

namespace OrleansBridge.Client;

/// <summary>Reads options from an application's configuration.</summary>
internal static class BridgeConfiguration
{
    public const string ConnectionStringName = "Bridge";

    /// <summary>Binds the section; a value that cannot be read is kept for the validator, which names it.</summary>
    /// <returns>What could not be read, null when all could.</returns>
    public static string? Bind(IConfiguration configuration, object options)
    {
        try
        {
            configuration.GetSection(OrleansBridgeClientOptions.Section).Bind(options);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"{e.Message} {e.InnerException?.Message}".Trim();
        }
    }
}

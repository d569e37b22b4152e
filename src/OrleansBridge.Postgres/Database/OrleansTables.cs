using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Where Orleans' ADO.NET providers find the tables that <c>sql/005_orleans.sql</c> makes for them.</summary>
public static class OrleansTables
{
    /// <summary>How ADO.NET calls the driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The bridge's connection string as those providers need it: they name their tables without a schema, and use few connections.</summary>
    public static string ConnectionString(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "orleans", ApplicationName = "orleans-bridge-silo" };
        if (!settings.Keys.Contains("Maximum Pool Size", StringComparer.OrdinalIgnoreCase))
        {
            settings.MaxPoolSize = 4;
        }

        return settings.ConnectionString;
    }
}

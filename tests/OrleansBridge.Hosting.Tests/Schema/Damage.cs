using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting.Tests.Schema;

internal static class Damage
{
    public static async Task DoAsync(string connectionString, string sql)
    {
        await using var source = BridgeDatabase.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

using System.Reflection;
using System.Text.RegularExpressions;
using Orleans.Storage;
using OrleansBridge.Postgres;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Hosting.Tests.Schema;

/// <summary>What the real ADO.NET providers ask the database for.</summary>
[Collection(WithDatabases.Name)]
public sealed class ProviderQueryTests(DatabasesFixture databases)
{
    /// <summary>The providers keep their statements in properties that are called like the keys, and refuse to start where one is missing.</summary>
    [Theory]
    [InlineData("Orleans.Clustering.AdoNet", "MembershipReadAllKey")]
    [InlineData("Orleans.Reminders.AdoNet", "UpsertReminderRowKey")]
    public async Task Every_statement_that_a_provider_asks_for_is_there(string assembly, string known)
    {
        var stored = Assembly.Load(assembly).GetTypes().Single(type => type.Name == "DbStoredQueries");
        var asked = stored.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Select(p => p.Name).ToList();
        Assert.Contains(known, asked);
        Assert.Empty(asked.Except(await KeysAsync()));
    }

    [Fact]
    public async Task Every_statement_that_grain_storage_asks_for_is_there()
    {
        var asked = Regex.Matches(AdoNetGrainStorage.DefaultInitializationQuery, @"'(\w+Key)'").Select(m => m.Groups[1].Value).ToList();
        Assert.Contains("ReadFromStorageKey", asked);
        Assert.Empty(asked.Except(await KeysAsync()));
    }

    private async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        await using var source = BridgeDatabase.Create(await databases.CreateAsync());
        await using var command = source.CreateCommand("SELECT querykey FROM orleans.orleansquery");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }
}

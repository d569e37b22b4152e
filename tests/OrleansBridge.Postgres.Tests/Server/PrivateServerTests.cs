using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace OrleansBridge.Postgres.Tests;

public sealed class PrivateServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PrivateServerOptions Options => new() { DataFolder = _folder.Root };

    private string PidFile => Path.Combine(_folder.Root, "postgres", "cluster", "postmaster.pid");

    public void Dispose() => _folder.Delete();

    [Fact]
    public async Task What_was_committed_is_there_after_a_stop_and_a_start()
    {
        await using (var first = await PrivateServer.StartAsync(Options))
        {
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        }

        Assert.False(File.Exists(PidFile));
        await using var second = await PrivateServer.StartAsync(Options);
        Assert.False(second.Adopted);
        Assert.Equal(7, await ExecuteAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_server_left_by_a_killed_owner_is_adopted_and_can_be_stopped()
    {
        var first = await PrivateServer.StartAsync(Options);
        first.Abandon();
        await using (var second = await PrivateServer.StartAsync(Options))
        {
            Assert.True(second.Adopted);
            Assert.Equal(first.ConnectionString, second.ConnectionString);
            second.Abandon();
        }

        Assert.True(await PrivateServer.StopOrphanAsync(_folder.Root));
        Assert.False(await PrivateServer.StopOrphanAsync(_folder.Root));
    }

    [Fact]
    public async Task A_killed_server_recovers_what_it_had_committed()
    {
        var first = await PrivateServer.StartAsync(Options);
        await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        first.Abandon();
        using (var server = Process.GetProcessById(int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture)))
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        await using var second = await PrivateServer.StartAsync(Options);
        Assert.False(second.Adopted);
        Assert.Equal(7, await ExecuteAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_pid_file_whose_number_another_program_got_does_not_stop_the_start()
    {
        await (await PrivateServer.StartAsync(Options)).DisposeAsync();
        await File.WriteAllTextAsync(
            PidFile, $"{Environment.ProcessId}\n{Path.GetDirectoryName(PidFile)}\n1\n5432\n/nowhere\n\n 0 0\nready\n");

        await using var server = await PrivateServer.StartAsync(Options);
        Assert.False(server.Adopted);
    }

    [Fact]
    public async Task A_folder_whose_owner_lives_is_refused_naming_the_owner()
    {
        await using var first = await PrivateServer.StartAsync(Options);
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => PrivateServer.StartAsync(Options));
        Assert.Contains($"in use by another bridge (process {Environment.ProcessId})", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_short_one()
    {
        var deep = Path.Combine(_folder.Root, new string('d', 120));
        await using var server = await PrivateServer.StartAsync(new() { DataFolder = deep });
        Assert.Equal(1, await ExecuteAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_refused_naming_both()
    {
        await (await PrivateServer.StartAsync(Options)).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, "postgres", "cluster", "PG_VERSION"), "11\n");
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => PrivateServer.StartAsync(Options));
        Assert.Contains("made by PostgreSQL 11", refused.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql-11", refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_binaries_are_named_with_the_command_that_installs_them()
    {
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(
            () => PrivateServer.StartAsync(Options with { BinariesFolder = "/nowhere" }));
        Assert.Contains("apt-get install postgresql", refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_refused_naming_it()
    {
        var file = Path.Combine(_folder.Root, "file");
        await File.WriteAllTextAsync(file, "");
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => PrivateServer.StartAsync(new() { DataFolder = file }));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<object?> ExecuteAsync(PrivateServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}

namespace OrleansBridge.Postgres;

/// <summary>Makes the database files where there are none.</summary>
internal static class NewCluster
{
    public static async Task EnsureAsync(
        ServerFolder folder, Binaries binaries, ServerAccount account, string superuser, CancellationToken cancellation)
    {
        if (Directory.Exists(folder.Cluster))
        {
            return;
        }

        Sweep(folder);
        await account.OwnAsync(folder.Root, cancellation);
        var made = await account.RunAsync(
            binaries.Initdb,
            ["-D", folder.UnfinishedCluster, "-U", superuser, "-E", "UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"],
            cancellation);
        if (!made.Ok)
        {
            throw FileProblem.FromText(made.Text, folder.Root) ?? new PostgresSetupException(
                $"initdb could not make a database in {folder.Root}: {CommandResult.LastLines(made.Text)}",
                "remove the cause and start again; nothing was left behind that matters.");
        }

        await File.AppendAllTextAsync(Path.Combine(folder.UnfinishedCluster, "postgresql.conf"), $"\n{ServerSettings.Include}\n", cancellation);
        Directory.Move(folder.UnfinishedCluster, folder.Cluster);
    }

    private static void Sweep(ServerFolder folder)
    {
        foreach (var left in folder.UnfinishedClusters)
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (IOException)
            {
                // The initdb of a killed start still writes there; the next new cluster sweeps it.
            }
        }
    }
}

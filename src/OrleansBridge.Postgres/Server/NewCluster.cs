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
        var made = await InitdbAsync("C.UTF-8");
        if (made.Text.Contains("invalid locale", StringComparison.Ordinal))
        {
            made = await InitdbAsync("C");
        }

        if (!made.Ok)
        {
            throw Explain(made.Text, folder);
        }

        await File.AppendAllTextAsync(Path.Combine(folder.UnfinishedCluster, "postgresql.conf"), $"\n{ServerSettings.Include}\n", cancellation);
        Directory.Move(folder.UnfinishedCluster, folder.Cluster);

        Task<CommandResult> InitdbAsync(string locale) => account.RunAsync(
            binaries.Initdb,
            ["-D", folder.UnfinishedCluster, "-U", superuser, "-E", "UTF8", $"--locale={locale}", "--auth-local=trust", "--auth-host=reject"],
            cancellation);
    }

    private static PostgresSetupException Explain(string text, ServerFolder folder) =>
        text.Contains("could not look up effective user", StringComparison.Ordinal)
            ? new(
                "PostgreSQL does not run under a user id that has no name, and this one has none in /etc/passwd.",
                "add the user (useradd), or give a PostgreSQL of yours as the connection string ConnectionStrings__Bridge.")
            : FileProblem.FromText(text, folder.Root) ?? new(
                $"initdb could not make a database in {folder.Root}: {CommandResult.LastLines(text)}",
                "remove the cause and start again; nothing was left behind that matters.");

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

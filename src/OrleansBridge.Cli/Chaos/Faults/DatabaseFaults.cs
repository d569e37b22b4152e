using Npgsql;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Kills, restarts, freezes and crowds PostgreSQL. The bridge that owns it has to bring it back.</summary>
internal sealed class DatabaseFaults(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal async Task<Injection> KillAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var postmaster = await PostmasterAsync(null, cancellation);
        var all = ProcessTable.Read().Tree(postmaster);
        var begun = DateTimeOffset.UtcNow;
        foreach (var process in all)
        {
            Signals.Kill(process);
        }

        await PostmasterAsync(postmaster, cancellation);
        return new Injection { Kind = fault.Kind, Begun = begun, Ended = await AnswersAsync(cancellation), Hit = $"{postmaster} postgres and {all.Count - 1} of its processes" };
    }

    internal async Task<Injection> RestartAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var postmaster = await PostmasterAsync(null, cancellation);
        var begun = DateTimeOffset.UtcNow;

        // SIGINT is PostgreSQL's fast shutdown: connections are cut, a checkpoint is written.
        Signals.Interrupt(postmaster);
        await PostmasterAsync(postmaster, cancellation);
        return new Injection { Kind = fault.Kind, Begun = begun, Ended = await AnswersAsync(cancellation), Hit = $"{postmaster} postgres" };
    }

    internal async Task<Injection> StopAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var postmaster = await PostmasterAsync(null, cancellation);
        var all = ProcessTable.Read().Tree(postmaster);
        var begun = DateTimeOffset.UtcNow;
        foreach (var process in all)
        {
            Signals.Stop(process);
        }

        try
        {
            await Task.Delay(fault.Lasts, cancellation);
        }
        finally
        {
            foreach (var process in all)
            {
                Signals.Continue(process);
            }
        }

        return new Injection { Kind = fault.Kind, Begun = begun, Ended = DateTimeOffset.UtcNow, Hit = $"{postmaster} postgres and {all.Count - 1} of its processes" };
    }

    /// <summary>Takes every connection there is, first cutting those of the bridge.</summary>
    internal async Task<Injection> FillAsync(PlannedFault fault, CancellationToken cancellation)
    {
        await PostmasterAsync(null, cancellation);
        await AnswersAsync(cancellation);
        var begun = DateTimeOffset.UtcNow;
        var taken = new List<NpgsqlConnection>();
        try
        {
            for (var until = DateTimeOffset.UtcNow + fault.Lasts; DateTimeOffset.UtcNow < until;)
            {
                await TakeOneAsync(taken, cancellation);
            }
        }
        finally
        {
            foreach (var connection in taken)
            {
                await connection.DisposeAsync();
            }
        }

        return new Injection { Kind = fault.Kind, Begun = begun, Ended = DateTimeOffset.UtcNow, Hit = $"{taken.Count} connections were taken" };
    }

    private async Task TakeOneAsync(List<NpgsqlConnection> taken, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(target.Victim.ConnectionString("chaos-crowd") + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellation);
            taken.Add(connection);
        }
        catch (NpgsqlException)
        {
            // All are taken: those of the bridge are cut, and the next rounds take their places.
            await connection.DisposeAsync();
            await CutBridgeAsync(taken, cancellation);
            await Task.Delay(20, cancellation);
        }
    }

    private static async Task CutBridgeAsync(List<NpgsqlConnection> taken, CancellationToken cancellation)
    {
        if (taken.Count == 0)
        {
            return;
        }

        await using var cut = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'orleans-bridge'", taken[0]);
        await cut.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The main process, once there is another than the one before.</summary>
    private async Task<int> PostmasterAsync(int? before, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; ; await Task.Delay(50, cancellation))
        {
            if (target.Victim.Postmaster is { } now && now != before)
            {
                return now;
            }

            if (DateTime.UtcNow > end)
            {
                throw new ChaosException("PostgreSQL was not started again");
            }
        }
    }

    private async Task<DateTimeOffset> AnswersAsync(CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; ; await Task.Delay(50, cancellation))
        {
            try
            {
                await using var connection = new NpgsqlConnection(target.Victim.ConnectionString("chaos") + ";Pooling=false");
                await connection.OpenAsync(cancellation);
                return DateTimeOffset.UtcNow;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < end)
            {
                // It recovers.
            }
        }
    }
}

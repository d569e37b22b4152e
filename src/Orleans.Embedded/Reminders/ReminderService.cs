using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One silo's door to its cluster's reminders: the table has them, and the cluster's timers follow it.</summary>
internal sealed partial class ReminderService(CallRuntime runtime, IReminderTable table, IOptions<ReminderOptions> options, ILogger<ReminderService> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.RuntimeGrainServices, table.StartAsync, table.StopAsync);
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.Active, StartAsync, StopAsync);
    }

    public void Dispose() => _stop.Dispose();

    public async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException($"Cannot register reminder {name} as requested period ({period}) is less than minimum allowed reminder period ({options.Value.MinimumReminderPeriod})");
        }

        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = runtime.Time.GetUtcNow().UtcDateTime + dueTime, Period = period };
        entry.ETag = await table.UpsertRow(entry);
        Follow(entry, long.MaxValue);
        return ReminderData.Of(entry);
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        var known = (ReminderData)reminder;
        if (!await table.RemoveRow(known.Grain, known.ReminderName, known.ETag) && await table.ReadRow(known.Grain, known.ReminderName) is not null)
        {
            throw new ReminderException($"Could not unregister reminder {reminder} from the reminder table, due to tag mismatch. You can retry.");
        }

        Forget((known.Grain, known.ReminderName), long.MaxValue);
    }

    public async Task<IGrainReminder?> FindAsync(GrainId grain, string name) => await table.ReadRow(grain, name) is { } entry ? ReminderData.Of(entry) : null;

    public async Task<List<IGrainReminder>> OfAsync(GrainId grain) => [.. (await table.ReadRows(grain)).Reminders.Select(ReminderData.Of)];

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _following = Task.Run(FollowAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _following;
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var wait = options.Value.RefreshReminderListPeriod;
            try
            {
                await ReadAsync();
            }
            catch (Exception e)
            {
                LogReadFailed(e);
                wait = AfterFailure;
            }

            await Task.Delay(wait, runtime.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync()
    {
        var before = runtime.Time.GetTimestamp();
        var rows = (await table.ReadRows(0, 0)).Reminders;
        foreach (var entry in rows)
        {
            Follow(entry, before);
        }

        foreach (var gone in runtime.Cluster.Reminders.Keys.Except(rows.Select(r => (r.GrainId, r.ReminderName))))
        {
            Forget(gone, before);
        }
    }

    /// <summary>What was learnt after the read is newer than the read.</summary>
    private void Follow(ReminderEntry entry, long read)
    {
        var reminders = runtime.Cluster.Reminders;
        lock (reminders)
        {
            if (reminders.TryGetValue((entry.GrainId, entry.ReminderName), out var old))
            {
                if (old.ETag == entry.ETag || old.Loaded > read)
                {
                    return;
                }

                old.Dispose();
            }

            reminders[(entry.GrainId, entry.ReminderName)] = new Reminder(runtime.Cluster, runtime.Time, entry);
        }
    }

    private void Forget((GrainId Grain, string Name) key, long read)
    {
        var reminders = runtime.Cluster.Reminders;
        lock (reminders)
        {
            if (reminders.TryGetValue(key, out var reminder) && reminder.Loaded <= read)
            {
                reminder.Dispose();
                reminders.TryRemove(key, out _);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder table could not be read; it is tried again")]
    private partial void LogReadFailed(Exception exception);
}

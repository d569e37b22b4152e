using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One silo's door to its cluster's reminders.</summary>
internal sealed class ReminderRegistry(CallRuntime runtime, IOptions<ReminderOptions> options)
{
    public IGrainReminder Register(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException($"Cannot register reminder {name} as requested period ({period}) is less than minimum allowed reminder period ({options.Value.MinimumReminderPeriod})");
        }

        var reminder = new Reminder(runtime.Cluster, runtime.Time, grain, name, dueTime, period);
        runtime.Cluster.Reminders.AddOrUpdate((grain, name), reminder, (_, old) =>
        {
            old.Dispose();
            return reminder;
        });
        return reminder;
    }

    public void Unregister(IGrainReminder reminder)
    {
        var known = (Reminder)reminder;
        var reminders = runtime.Cluster.Reminders;
        if (!reminders.TryRemove(new((known.Grain, known.ReminderName), known)) && reminders.ContainsKey((known.Grain, known.ReminderName)))
        {
            throw new ReminderException($"Could not unregister reminder {reminder} from the reminder table, due to tag mismatch. You can retry.");
        }

        known.Dispose();
    }

    public List<IGrainReminder> Of(GrainId grain) => [.. runtime.Cluster.Reminders.Values.Where(r => r.Grain == grain)];
}

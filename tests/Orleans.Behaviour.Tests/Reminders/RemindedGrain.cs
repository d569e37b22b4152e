using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Reminders;

[GrainType("behaviour.reminded")]
public sealed class RemindedGrain(Journal journal) : Grain, IRemindedGrain, IRemindable
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Open($"{this.GetPrimaryKeyString()} ended");
        return Task.CompletedTask;
    }

    public Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task<List<string>> NamesAsync() => [.. (await this.GetReminders()).Select(r => r.ReminderName)];

    public async Task<bool> UnregisterAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Open($"{reminderName} {journal.Count(reminderName)}");
        return Task.CompletedTask;
    }
}

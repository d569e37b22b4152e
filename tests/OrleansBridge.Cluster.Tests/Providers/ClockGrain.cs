namespace OrleansBridge.Cluster.Tests.Providers;

/// <summary>Tells its silo of each reminder.</summary>
[GrainType("test.clock")]
public sealed class ClockGrain(Ticks ticks) : Grain, IClockGrain, IRemindable
{
    public Task SetAsync(string name, TimeSpan period) => this.RegisterOrUpdateReminder(name, period, period);

    public async Task<List<string>> NamesAsync() => [.. (await this.GetReminders()).Select(r => r.ReminderName)];

    public async Task UnsetAsync(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ticks.Heard(reminderName, status);
        return Task.CompletedTask;
    }
}

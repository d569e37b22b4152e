namespace Orleans.Hosting;

/// <summary>What reminders may ask for.</summary>
public sealed class ReminderOptions
{
    /// <value>Default 1 min.</value>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the table is read, for what others changed in it.</summary>
    /// <value>Default 5 min.</value>
    public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);
}

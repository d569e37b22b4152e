namespace Orleans.Hosting;

/// <summary>What reminders may ask for.</summary>
public sealed class ReminderOptions
{
    /// <value>Default 1 min.</value>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
}

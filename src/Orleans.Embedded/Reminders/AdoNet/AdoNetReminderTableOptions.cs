namespace Orleans.Configuration;

/// <summary>Where reminders are kept in a database.</summary>
public class AdoNetReminderTableOptions
{
    /// <summary>ADO.NET's name of the driver, such as <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = null!;

    public string? ConnectionString { get; set; }
}

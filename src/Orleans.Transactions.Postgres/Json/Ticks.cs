namespace Orleans.Transactions.Postgres;

/// <summary>Transaction times as UTC ticks: exact, since a confirmation must find the very time that was prepared.</summary>
internal static class Ticks
{
    public static DateTime Read(long ticks) => new(ticks, DateTimeKind.Utc);
}

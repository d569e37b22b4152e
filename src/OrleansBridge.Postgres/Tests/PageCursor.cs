using System.Globalization;

namespace OrleansBridge.Postgres;

/// <summary>Where a page of tests ended: submission time, to the microsecond that PostgreSQL keeps, and id.</summary>
internal readonly record struct PageCursor(DateTime SubmittedAt, string TestId)
{
    public static PageCursor Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
            ? new(new DateTime(ticks, DateTimeKind.Utc), text[(dot + 1)..])
            : throw new ArgumentException($"cursor '{text}' is not one that a list returned; leave it out to start anew");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SubmittedAt.Ticks}.{TestId}");
}

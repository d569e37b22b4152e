using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A reminder as its grain holds it.</summary>
[GenerateSerializer, Immutable]
internal sealed record ReminderData([property: Id(0)] GrainId Grain, [property: Id(1)] string ReminderName, [property: Id(2)] string ETag) : IGrainReminder
{
    public static ReminderData Of(ReminderEntry entry) => new(entry.GrainId, entry.ReminderName, entry.ETag!);
}

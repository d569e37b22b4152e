
namespace Orleans.Transactions.Postgres;

/// <summary>A participant as it is stored: by names and numbers that any runtime understands.</summary>
/// <param name="Name">The state's name, null for no participant.</param>
/// <param name="Grain">The grain id, <c>type/key</c>.</param>
/// <param name="Roles">What it supports, the flags of <see cref="ParticipantId.Role"/>.</param>
internal readonly record struct ParticipantRow(string? Name, string? Grain, int Roles)
{
    public static ParticipantRow Of(ParticipantId participant) =>
        new(participant.Name, participant.Reference?.GrainId.ToString(), (int)participant.SupportedRoles);

    public ParticipantId Read(IGrainFactory grains) =>
        Name is null ? default : new(Name, Grain is null ? null! : (GrainReference)grains.GetGrain(GrainId.Parse(Grain)), (ParticipantId.Role)Roles);
}

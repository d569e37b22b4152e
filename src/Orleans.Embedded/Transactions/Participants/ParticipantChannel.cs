namespace Orleans.Transactions;

/// <summary>One silo's or client's way to participants.</summary>
internal sealed class ParticipantChannel(IGrainFactory grains)
{
    public ITransactionParticipant To(ParticipantId participant) =>
        new RemoteParticipant(grains.GetGrain<IParticipantGrain>(participant.Reference.GrainId), participant.Name);
}

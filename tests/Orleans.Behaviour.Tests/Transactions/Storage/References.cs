using Orleans.Transactions;
using Orleans.Transactions.Abstractions;

namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>Binds stored participants to the silo that reads them, as a serializer would: the one that wrote them may be dead.</summary>
internal sealed class References(IGrainFactory grains)
{
    public TransactionalStorageLoadResponse<TState> Renew<TState>(TransactionalStorageLoadResponse<TState> loaded)
        where TState : class, new()
    {
        foreach (var pending in loaded.PendingStates)
        {
            pending.TransactionManager = Renew(pending.TransactionManager);
        }

        foreach (var (transaction, record) in loaded.Metadata.CommitRecords.ToList())
        {
            loaded.Metadata.CommitRecords[transaction] = new CommitRecord
            {
                Timestamp = record.Timestamp,
                WriteParticipants = record.WriteParticipants.ConvertAll(Renew),
            };
        }

        return loaded;
    }

    private ParticipantId Renew(ParticipantId id) => id.Reference is null
        ? id
        : new ParticipantId(id.Name, (GrainReference)grains.GetGrain(id.Reference.GrainId), id.SupportedRoles);
}

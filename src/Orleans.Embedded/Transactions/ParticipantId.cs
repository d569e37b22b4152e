using Orleans.Runtime;

namespace Orleans.Transactions;

/// <summary>One transactional state of one grain: a participant of transactions.</summary>
[Serializable, GenerateSerializer, Immutable]
public readonly struct ParticipantId(string name, GrainReference reference, ParticipantId.Role supportedRoles)
{
    public static readonly IEqualityComparer<ParticipantId> Comparer = new IdComparer();

    /// <summary>What a participant can do in a transaction.</summary>
    [Flags, GenerateSerializer]
    public enum Role
    {
        Resource = 1 << 0,
        Manager = 1 << 1,
        PriorityManager = 1 << 2,
    }

    [Id(0)] public string Name { get; } = name;

    [Id(1)] public GrainReference Reference { get; } = reference;

    [Id(2)] public Role SupportedRoles { get; } = supportedRoles;

    public override string ToString() => $"ParticipantId.{Name}.{Reference}";

    /// <summary>Compares by name and grain: roles do not tell participants apart.</summary>
    [GenerateSerializer, Immutable]
    public sealed class IdComparer : IEqualityComparer<ParticipantId>
    {
        public bool Equals(ParticipantId x, ParticipantId y) =>
            string.Equals(x.Name, y.Name, StringComparison.Ordinal) && Equals(x.Reference, y.Reference);

        public int GetHashCode(ParticipantId obj) => HashCode.Combine(obj.Name, obj.Reference);
    }
}

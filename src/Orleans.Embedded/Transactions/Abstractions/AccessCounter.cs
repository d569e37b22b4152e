namespace Orleans.Transactions.Abstractions;

/// <summary>How often a transaction read and wrote a participant.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct AccessCounter(int Reads, int Writes)
{
    public static AccessCounter operator +(AccessCounter a, AccessCounter b) => new(a.Reads + b.Reads, a.Writes + b.Writes);
}

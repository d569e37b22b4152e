namespace Orleans.Transactions.Postgres;

/// <summary>Which row.</summary>
internal sealed record StateKey(string ServiceId, string GrainId, string StateName) : IComparable<StateKey>
{
    public int CompareTo(StateKey? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = string.CompareOrdinal(ServiceId, other.ServiceId);
        order = order != 0 ? order : string.CompareOrdinal(GrainId, other.GrainId);
        return order != 0 ? order : string.CompareOrdinal(StateName, other.StateName);
    }

    public override string ToString() => $"{GrainId} ({StateName})";
}

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>A state that JSON cannot see into.</summary>
public sealed class Secret
{
    private int _kept;

    public int Shown => _kept;

    public void Keep(int value) => _kept = value;
}

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>A state with what JSON makes difficult.</summary>
[GenerateSerializer]
public sealed class Account
{
    [Id(0)] public int Balance { get; set; }

    [Id(1)] public string? Note { get; set; }

    [Id(2)] public List<DateTimeOffset> Seen { get; set; } = [];

    [Id(3)] public IAccountGrain? Partner { get; set; }
}

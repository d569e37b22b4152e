namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>A transactional state with something nested in it.</summary>
[GenerateSerializer, Alias("behaviour.Account")]
public sealed class Account
{
    [Id(0)] public int Balance { get; set; }

    [Id(1)] public List<string> Entries { get; set; } = [];
}

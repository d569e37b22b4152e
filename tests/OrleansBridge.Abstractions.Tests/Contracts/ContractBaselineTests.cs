using Orleans.Transactions.Postgres;
using OrleansBridge.Grains;
using OrleansBridge.Grains.Ledgers;

namespace OrleansBridge.Abstractions.Tests.Contracts;

public class ContractBaselineTests
{
    private static readonly string[] Now = [.. ContractText.Lines(typeof(ITestGrain).Assembly, typeof(TestState).Assembly, typeof(PostgresStorageException).Assembly)];

    private static string[] Baseline()
    {
        using var stream = typeof(ContractBaselineTests).Assembly.GetManifestResourceStream("contracts.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [Fact]
    public void Contracts_equal_the_checked_in_baseline()
    {
        var missing = Baseline().Except(Now).Select(l => "- " + l);
        var added = Now.Except(Baseline()).Select(l => "+ " + l);
        var changes = missing.Concat(added).ToList();
        Assert.True(changes.Count == 0, "Contracts changed. Ids are append-only; if the change is compatible, add it to contracts.txt:\n" + string.Join('\n', changes));
    }

    [Fact]
    public void Every_contract_has_an_alias() => Assert.DoesNotContain(Now, l => l.Contains("no alias", StringComparison.Ordinal));
}

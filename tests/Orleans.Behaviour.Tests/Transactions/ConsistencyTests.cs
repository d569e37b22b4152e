using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>Transactions over two grains each, many at once, while storage fails now and then.</summary>
public sealed class ConsistencyTests
{
    private const int Accounts = 6;
    private const int Clients = 6;
    private const int Rounds = 20;

    private enum Outcome
    {
        Committed,
        Aborted,
        InDoubt,
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.01)]
    [InlineData(3, 0.03)]
    public async Task Every_transaction_is_in_both_grains_or_in_none_as_it_was_told(int seed, double faults)
    {
        var cluster = new TransactionCluster();
        await cluster.InitializeAsync();
        cluster.Storage.FailAtRandom(seed, faults);
        var told = (await Task.WhenAll(Enumerable.Range(0, Clients).Select(c => RunAsync(cluster, c, new Random(seed * 100 + c)))))
            .SelectMany(outcomes => outcomes).ToDictionary();
        cluster.Storage.FailAtRandom(seed, 0);
        var entries = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(a => cluster.Account($"{a}").SettledEntries()));
        var found = entries.SelectMany(e => e).CountBy(e => e).ToDictionary();
        foreach (var (transaction, outcome) in told)
        {
            var times = found.GetValueOrDefault(transaction);
            Assert.True(
                outcome switch { Outcome.Committed => times == 2, Outcome.Aborted => times == 0, _ => times is 0 or 2 },
                $"{transaction} was told {outcome} and is in {times} grains (seed {seed})");
        }

        Assert.Contains(Outcome.Committed, told.Values);
        await cluster.DisposeAsync();
    }

    private static async Task<List<KeyValuePair<string, Outcome>>> RunAsync(TransactionCluster cluster, int client, Random random)
    {
        List<KeyValuePair<string, Outcome>> told = [];
        for (var round = 0; round < Rounds; round++)
        {
            var entry = $"{client}/{round}";

            // In one order, or they would wait for each other until the locks expire.
            var second = 1 + random.Next(Accounts - 1);
            var first = random.Next(second);
            told.Add(new(entry, await NoteAsync(cluster, entry, first, second, commit: random.Next(10) > 0)));
        }

        return told;
    }

    private static async Task<Outcome> NoteAsync(TransactionCluster cluster, string entry, int first, int second, bool commit)
    {
        try
        {
            await cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
            {
                await cluster.Account($"{first}").Note(entry);
                await cluster.Account($"{second}").Note(entry);
                return commit;
            });
            return commit ? Outcome.Committed : Outcome.Aborted;
        }
        catch (OrleansTransactionAbortedException)
        {
            return Outcome.Aborted;
        }
        catch (OrleansTransactionInDoubtException)
        {
            return Outcome.InDoubt;
        }
    }
}

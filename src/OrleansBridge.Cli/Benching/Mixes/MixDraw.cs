using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>What a mix consists of, by its seed.</summary>
internal static class MixDraw
{
    /// <summary>The seeds' mix (SPEC section 13).</summary>
    private static readonly (string ModelType, double Share)[] Shares =
    [
        (ModelTypes.Vision, .4), (ModelTypes.Audio, .3), (ModelTypes.TextEmbedding, .2), (ModelTypes.LargeLanguageModel, .1),
    ];

    /// <summary>The model types there are in it.</summary>
    internal static IReadOnlyList<string> ModelTypesDrawn { get; } = [.. Shares.Select(s => s.ModelType)];

    /// <summary>The model type of each test, in the order in which they come: as many of each as its share, the order by chance.</summary>
    internal static IReadOnlyList<string> Of(int seed, int tests)
    {
        var (drawn, upTo) = (new List<string>(tests), 0.0);
        foreach (var (type, share) in Shares)
        {
            upTo += share;
            drawn.AddRange(Enumerable.Repeat(type, (int)Math.Round(upTo * tests) - drawn.Count));
        }

        string[] order = [.. drawn];
        new Random(seed).Shuffle(order);
        return order;
    }

    /// <summary>Which side goes first, second and third in each round: every order as often as the others, as far as the rounds go.</summary>
    internal static IReadOnlyList<IReadOnlyList<int>> Orders(int seed, int rounds)
    {
        int[][] all = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        var (random, orders) = (new Random(seed), new List<IReadOnlyList<int>>());
        while (orders.Count < rounds)
        {
            random.Shuffle(all);
            orders.AddRange(all);
        }

        return orders[..rounds];
    }
}

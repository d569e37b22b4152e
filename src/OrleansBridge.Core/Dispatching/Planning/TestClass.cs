namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>Waiting tests that ask the same of a place, with what the next of them would cost wherever it could go.</summary>
/// <param name="asked">What they ask: all the same.</param>
/// <param name="choices">Where they could go, at least one place.</param>
/// <param name="explores">Whether they go where little is known, to learn.</param>
internal sealed class TestClass(WaitingTest asked, IReadOnlyList<PlannedChoice> choices, bool explores)
{
    /// <summary>Seconds of cost that a test can lose at the most: whoever has waited for some minutes goes before it all the same.</summary>
    private const double MostSufferage = 60;

    private readonly PlannedRun[] _runs = new PlannedRun[choices.Count];
    private readonly int[] _versions = [.. Enumerable.Repeat(-1, choices.Count)];

    /// <summary>What they ask.</summary>
    public WaitingTest Asked => asked;

    public IReadOnlyList<PlannedChoice> Choices => choices;

    public bool Explores => explores;

    /// <summary>Whether only one browser type can take them.</summary>
    public bool HasOneType { get; } = choices.All(c => c.Work.Browser == choices[0].Work.Browser);

    /// <summary>Seconds of a run where it costs least, as dear as it is.</summary>
    public double LeastRun { get; } = choices.Min(c => c.RunCost);

    /// <summary>Those that are not planned, in the order of their turns.</summary>
    public Queue<WaitingTest> Waiting { get; } = [];

    /// <summary>Those that are planned for later, in the same order.</summary>
    public Queue<WaitingTest> Later { get; } = [];

    /// <summary>The run that costs least, and by how much less than the best on any other browser type.</summary>
    /// <param name="workWeight">How many seconds of waiting a second of work is worth.</param>
    public (PlannedRun Run, double Sufferage) Best(double workWeight)
    {
        var best = 0;
        for (var i = 0; i < _runs.Length; i++)
        {
            if (_versions[i] != choices[i].Worker.Version)
            {
                (_runs[i], _versions[i]) = (Weigh(choices[i], workWeight), choices[i].Worker.Version);
            }

            best = _runs[i].Cost < _runs[best].Cost ? i : best;
        }

        // What only one type can take suffers as though another took twice as much.
        var second = 2 * _runs[best].Cost;
        var others = false;
        foreach (ref readonly var run in _runs.AsSpan())
        {
            if (run.Choice.Work.Browser != choices[best].Work.Browser && (!others || run.Cost < second))
            {
                (second, others) = (run.Cost, true);
            }
        }

        return (_runs[best], Math.Min(second - _runs[best].Cost, MostSufferage));
    }

    private static PlannedRun Weigh(PlannedChoice choice, double workWeight)
    {
        var (lane, start, end) = choice.Worker.Best(choice.Work, workWeight);
        return new(choice, lane, end, start + (1 + workWeight) * choice.Cost(end - start));
    }
}

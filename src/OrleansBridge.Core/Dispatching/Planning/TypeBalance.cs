namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>
/// How many instances of each browser type the waiting tests should have. When they would all be done is bounded by the linear relaxation
/// of their makespan on unrelated machines (Lenstra, Shmoys and Tardos 1990), by its dual: maximise sum u_c + sum y_b r_b under
/// u_c at most W_cb y_b and sum m_b y_b = 1, with W_cb the work of class c on type b, m_b the instances and r_b what they still have to do.
/// </summary>
internal sealed class TypeBalance
{
    /// <summary>The tests that came within so many seconds tell how many will.</summary>
    private const double RecentSeconds = 4;

    /// <summary>For so many seconds at the most tests are expected to come as they did.</summary>
    private const double MostSeconds = 40;

    /// <summary>Changes in a round at the most.</summary>
    private const int MostChanges = 4;

    /// <summary>Classes above which no type changes.</summary>
    private const int MostClasses = 32;

    private readonly IReadOnlyList<WorkerLanes> _workers;
    private readonly List<string> _types;

    /// <summary>Seconds of work by class and type; infinite where the type cannot.</summary>
    private readonly List<double[]> _work;
    private double[] _instances;
    private double[] _busy;

    /// <param name="workers">The workers with what they hold.</param>
    /// <param name="classes">The tests that wait.</param>
    /// <param name="now">The present.</param>
    public TypeBalance(IReadOnlyList<WorkerLanes> workers, IEnumerable<TestClass> classes, DateTimeOffset now)
    {
        _workers = workers;
        _types = [.. workers.SelectMany(w => w.View.Descriptor.Browsers.Select(b => b.Browser).Concat(w.Lanes.Select(l => l.Browser).OfType<string>())).Distinct().Order(StringComparer.Ordinal)];
        _instances = new double[_types.Count];
        _busy = new double[_types.Count];
        foreach (var lane in workers.SelectMany(w => w.Lanes).Where(l => l.Browser is not null))
        {
            var type = _types.IndexOf(lane.Browser!);
            _instances[type]++;
            _busy[type] += lane.Free;
        }

        // Tests of a type take times in about the same proportion on all browsers: those that ask the same otherwise, and can go to the same types, are one class.
        var (count, recent) = (0, 0);
        var work = new Dictionary<string, double[]>();
        foreach (var tests in classes)
        {
            (count, recent) = (count + tests.Waiting.Count, recent + tests.Waiting.Count(t => now - t.HeardAt < TimeSpan.FromSeconds(RecentSeconds)));
            var key = tests.Asked.Needs + "\n" + string.Join(',', tests.Choices.Select(c => c.Work.Browser).Distinct().Order(StringComparer.Ordinal));
            if (!work.TryGetValue(key, out var sums))
            {
                work.Add(key, sums = new double[_types.Count]);
            }

            for (var type = 0; type < _types.Count; type++)
            {
                sums[type] += tests.Waiting.Count * tests.Choices.Where(c => c.Work.Browser == _types[type]).Select(c => c.RunCost).DefaultIfEmpty(double.PositiveInfinity).Min();
            }
        }

        // The program is solved dozens of times in a round.
        _work = work.Count > MostClasses ? [] : [.. work.Values];
        if (_work.Count > 0)
        {
            Expect(recent / RecentSeconds / count);
        }
    }

    /// <summary>Changes idle instances to a type with which all should be done earlier by more than the change costs, shared by all instances.</summary>
    /// <param name="launch">Seconds to launch one.</param>
    /// <param name="cost">Seconds of an instance that a change costs, with the models it has to load again.</param>
    public void Change(double launch, double cost)
    {
        var seconds = _work.Count > 0 ? Seconds(_instances, _busy) : 0;
        var worth = cost / Math.Max(1, _instances.Sum());
        for (var i = 0; i < MostChanges && Best(cost) is { } change && change.Seconds < seconds - worth; i++)
        {
            (seconds, _instances, _busy) = (change.Seconds, change.Instances, change.Busy);
            change.Worker.MayBecome(change.Lane, change.Type, launch);
        }
    }

    /// <summary>The change with which all would be done first; null: no instance is idle that could be another.</summary>
    private TypeChange? Best(double cost)
    {
        TypeChange? best = null;
        for (var from = 0; from < _types.Count && _work.Count > 0; from++)
        {
            for (var to = 0; to < _types.Count; to++)
            {
                if (from == to || IdleWith(_types[from], _types[to]) is not { } idle)
                {
                    continue;
                }

                var (instances, busy) = ((double[])_instances.Clone(), (double[])_busy.Clone());
                instances[from]--;
                instances[to]++;
                busy[to] += cost;
                var seconds = Seconds(instances, busy);
                best = best is null || seconds < best.Seconds ? new(seconds, idle.Worker, idle.Lane, _types[to], instances, busy) : best;
            }
        }

        return best;
    }

    /// <summary>An idle instance of a type on a worker that could have another type in its place.</summary>
    private (WorkerLanes Worker, Lane Lane)? IdleWith(string type, string other)
    {
        foreach (var worker in _workers.Where(w => w.View.Descriptor.Browsers.Any(b => b.Browser == other && b.Problem is null)))
        {
            if (worker.Lanes.FirstOrDefault(l => l.Browser == type && l.Free <= 0) is { } lane)
            {
                return (worker, lane);
            }
        }

        return null;
    }

    /// <summary>More comes while what waits is done: as it came last, for as long as that takes.</summary>
    /// <param name="share">Tests a second, as a share of those that wait.</param>
    private void Expect(double share)
    {
        var more = 1 + (share * Math.Min(MostSeconds, Seconds(_instances, _busy)));
        foreach (var sums in _work)
        {
            for (var type = 0; type < sums.Length; type++)
            {
                sums[type] *= more;
            }
        }
    }

    /// <summary>Seconds from now before which not all can be done.</summary>
    private double Seconds(double[] instances, double[] busy)
    {
        var variables = _types.Count + _work.Count;
        double[] all = [.. instances.Select(m => Math.Max(1e-3, m)), .. new double[_work.Count], 1];
        var rows = new List<double[]> { all };
        for (var i = 0; i < _work.Count; i++)
        {
            for (var type = 0; type < _types.Count; type++)
            {
                if (double.IsFinite(_work[i][type]))
                {
                    var row = new double[variables + 1];
                    (row[type], row[_types.Count + i]) = (-_work[i][type], 1);
                    rows.Add(row);
                }
            }
        }

        double[] objective = [.. busy, .. Enumerable.Repeat(1.0, _work.Count)];
        return new LinearProgram([.. rows], objective).Solve().Zip(objective, (x, c) => x * c).Sum();
    }

    private sealed record TypeChange(double Seconds, WorkerLanes Worker, Lane Lane, string Type, double[] Instances, double[] Busy);
}

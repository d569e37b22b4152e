using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Placement;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Simulation;

/// <summary>
/// The production ledgers and placement under everything a farm may do to them, from one seed: a balancer with a stale view, agents that
/// report late, twice, or for runs that are no longer theirs, workers that register anew or drain, calls that are lost, commits that abort
/// or whose outcome nobody learns, clocks that jump. After each step the promise is audited; at the end the world turns fair.
/// </summary>
internal sealed class HostileFarm
{
    private const int Tests = 8;
    private const int Steps = 250;
    private static readonly string[] Workers = ["w1", "w2", "w3"];

    private readonly Random _random;
    private readonly LedgerStore _store;
    private readonly PromiseAudit _audit;

    /// <summary>Every assignment an agent may ever have heard of, for ever: reports may come at any time.</summary>
    private readonly List<(RunKey Run, string Worker)> _started = [];

    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private HostileFarm(int seed)
    {
        _random = new Random(seed);
        _store = new LedgerStore(_random);
        _audit = new PromiseAudit(_store);
    }

    /// <exception cref="Xunit.Sdk.XunitException">A promise is broken; the seed is in the message.</exception>
    public static void Run(int seed)
    {
        var farm = new HostileFarm(seed);
        try
        {
            farm.BeHostile();
            farm.BeFair();
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"seed {seed}: {e.Message}", e);
        }
    }

    private void BeHostile()
    {
        for (var step = 0; step < Steps; step++)
        {
            _now += TimeSpan.FromSeconds(_random.Next(-5, 20));
            var test = $"t{_random.Next(Tests)}";
            switch (_random.Next(13))
            {
                case 0 or 1: Submit(test, _random.Next(20) == 0 ? 1 : 3); break;
                case 2 or 3 or 4 or 5: Assign(test, fair: false); break;
                case 6 or 7 or 8: Report(); break;
                case 9: Requeue(); break;
                case 12: Move(test); break;
                case 10 when _random.Next(4) == 0: End(test, Outcome.Cancelled); break;
                case 10 when _random.Next(4) == 0: End(test, Outcome.TimedOut); break;
                default: Shake(Workers[_random.Next(Workers.Length)]); break;
            }

            _audit.Check();
        }
    }

    /// <summary>What the sweep brings about once faults end: every open test reaches its end, and nothing stays reserved.</summary>
    private void BeFair()
    {
        foreach (var worker in Workers)
        {
            while (_store.Run(() => Register(worker)) is not true)
            {
            }
        }

        for (var round = 0; _store.All<TestState>().Any(t => t.Status is not null and not TestStatus.Completed); round++)
        {
            Assert.True(round < 200, "tests stay open though nothing fails any more");
            _now += TimeSpan.FromSeconds(30);
            foreach (var test in _store.All<TestState>().Where(t => t.Status is not null and not TestStatus.Completed).ToList())
            {
                if (test.Status == TestStatus.Assigned)
                {
                    Complete(test.Run, Passed(test.TestId!));
                }
                else
                {
                    Assign(test.TestId!, fair: true);
                }

                _audit.Check();
            }
        }

        Assert.All(_store.All<WorkerState>(), w => Assert.Empty(w.Slots));
        Assert.All(_store.All<ConcurrencyKeyState>(), k => Assert.Null(k.Owner));
    }

    private void Submit(string test, int priority)
    {
        var number = test[1] - '0';
        var body = new TestRequirements { TestId = test, ModelId = "m", Priority = priority, ConcurrencyKey = number < 3 ? "k" : null, Exclusive = number == 3, AllowSimulated = number == 4 };
        var known = _store.Committed<TestState>(test).Status is not null;
        var status = SubmitStatus.Refused;
        var outcome = _store.Run(() => (status = _store.Of<TestState>(test).Submit(body, _now)) == SubmitStatus.Accepted);
        Assert.False(known && outcome is true, "a test was accepted a second time");
        _audit.Acknowledged(test, outcome is true || status == SubmitStatus.Known);
    }

    /// <summary>As TestGrain.AssignAsync: own state, then its key, then the worker.</summary>
    private void Assign(string test, bool fair)
    {
        var state = _store.Committed<TestState>(test);
        if (state.Requirements is null || Choose(state, fair) is not { } command)
        {
            return;
        }

        _store.Run(() =>
        {
            var own = _store.Of<TestState>(test);
            if (!own.Assign(command, _now))
            {
                return false;
            }

            // Heard whatever becomes of the commit: a start after an unknown outcome must do no harm.
            _started.Add((own.Run, command.Worker));
            return (own.Requirements!.ConcurrencyKey is not { } key || Take(key, test))
                && _store.Of<WorkerState>(command.Worker).Reserve(own.Run, command.Generation, own.Requirements.Exclusive);
        });
    }

    /// <summary>As TestGrain.MoveAsync, by a balancer that may be wrong about everything.</summary>
    private void Move(string test)
    {
        var state = _store.Committed<TestState>(test);
        var (from, to) = (_random.Next(4) == 0 || state.Worker is null ? Any() : state.Worker, Any());
        var generation = _store.Committed<WorkerState>(to).Generation - (_random.Next(4) == 0 ? 1 : 0);
        var command = new MoveCommand(from, new AssignCommand(state.Epoch - (_random.Next(4) == 0 ? 1 : 0), to, generation, "chrome", "wasm", new PlacementExplanation(new Dictionary<string, double>(), 1, [])), "idle");
        _store.Run(() =>
        {
            var own = _store.Of<TestState>(test);
            if (!own.Move(command, _now))
            {
                return false;
            }

            _started.Add((own.Run, to));
            _store.Of<WorkerState>(from).Release(new RunKey(test, command.To.ExpectedEpoch, 0));
            return _store.Of<WorkerState>(to).Reserve(own.Run, generation, own.Requirements!.Exclusive);
        });

        string Any() => Workers[_random.Next(Workers.Length)];
    }

    private AssignCommand? Choose(TestState test, bool fair)
    {
        if (!fair && _random.Next(2) == 0)
        {
            var any = Workers[_random.Next(Workers.Length)];
            var generation = _store.Committed<WorkerState>(any).Generation - (_random.Next(4) == 0 ? 1 : 0);
            return new AssignCommand(test.Epoch - (_random.Next(4) == 0 ? 1 : 0), any, generation, "chrome", "wasm", new PlacementExplanation(new Dictionary<string, double>(), 1, []));
        }

        var views = _store.All<WorkerState>().Where(w => w.Descriptor is not null).Select(w => new WorkerView
        {
            Descriptor = w.Descriptor!,
            Generation = w.Generation,
            Draining = w.Draining,
            HeldExclusively = w.Slots.Any(s => s.Exclusive),
            Runs = w.Slots.ToDictionary(s => s.Run, _ => "chrome"),
            FreeMemoryGb = 8,
        }).ToList();
        return Placer.Choose(test.Requirements!, views, new RecoveryWishes(test.Prefer, test.Avoid)).Place is { } place
            ? new AssignCommand(test.Epoch, place.Worker.Descriptor.WorkerId, place.Worker.Generation, place.Browser.Browser, place.Backend, new PlacementExplanation(new Dictionary<string, double>(), 1, []))
            : null;
    }

    private bool Take(string key, string test)
    {
        var owner = _store.Of<ConcurrencyKeyState>(key);
        owner.Owner ??= test;
        return owner.Owner == test;
    }

    private void Report()
    {
        if (_started.Count == 0)
        {
            return;
        }

        // Recent runs more often than those of long ago, and some again.
        var (run, _) = _started[Math.Max(0, _started.Count - 1 - (int)(Math.Abs(_random.NextDouble() - _random.NextDouble()) * _started.Count))];
        var failure = _random.Next(3) == 0 ? FailureKind.None : (FailureKind)_random.Next(1, Enum.GetValues<FailureKind>().Length);
        Complete(run, Passed(run.TestId) with { Outcome = failure == FailureKind.None ? Outcome.Passed : Outcome.Failed, Failure = failure });
    }

    /// <summary>As TestGrain.CompleteAsync.</summary>
    private void Complete(RunKey run, TestResult result) => TakeOff(run.TestId, s =>
    {
        var owned = s.Status == TestStatus.Assigned && s.Epoch == run.Epoch;
        var reply = s.Complete(run, result, _now, s.Requirements?.AllowSimulated == true ? result with { Outcome = Outcome.Simulated } : null);
        Assert.Equal(owned, reply.Accepted);
        return s.Status is not null;
    });

    private void Requeue()
    {
        if (_started.Count > 0)
        {
            var (run, _) = _started[_random.Next(_started.Count)];
            TakeOff(run.TestId, s => s.Requeue(run, "lost", _now));
        }
    }

    private void End(string test, Outcome outcome) => TakeOff(test, s => s.EndUnrun(outcome, "because", _now));

    /// <summary>As TestGrain.EndRunAsync: own state, then its key, then the worker.</summary>
    private void TakeOff(string test, Func<TestState, bool> step) => _store.Run(() =>
    {
        var own = _store.Of<TestState>(test);
        var held = own.Status == TestStatus.Assigned ? (own.Run, own.Worker, own.Requirements!.ConcurrencyKey) : default;
        if (!step(own))
        {
            return false;
        }

        if (held.Worker is not null && own.Status != TestStatus.Assigned)
        {
            if (held.ConcurrencyKey is { } key && _store.Of<ConcurrencyKeyState>(key) is var owner && owner.Owner == test)
            {
                owner.Owner = null;
            }

            _store.Of<WorkerState>(held.Worker).Release(held.Run);
        }

        return true;
    });

    private void Shake(string worker) => _store.Run(() => _random.Next(3) == 0 ? _store.Of<WorkerState>(worker).Drain(true) : Register(worker));

    private bool Register(string worker)
    {
        var before = _store.Committed<WorkerState>(worker).Generation;
        return _store.Of<WorkerState>(worker).Register(new WorkerDescriptor
        {
            WorkerId = worker,
            Silo = "s",
            MaxBrowsers = 1,
            SlotsPerBrowser = 2,
            Browsers = [new BrowserCapability { Browser = "chrome", Backends = [new BackendCapability("wasm", true, null, null, null)] }],
            MemoryGb = 8,
        }) > before;
    }

    private static TestResult Passed(string test) => new() { TestId = test, ModelId = "m", ModelType = "generic", Outcome = Outcome.Passed };
}

using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Metrics;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>Production's <see cref="Dispatcher"/>, told of the simulated farm what a balancer would tell it.</summary>
internal sealed class DispatcherPolicy(string name, bool predicts, bool steals, DispatcherOptions options) : IFarmPolicy
{
    private readonly Dispatcher _dispatcher = new(options);
    private readonly Dictionary<string, int> _tests = [];
    private readonly Dictionary<int, (long Epoch, WaitingTest Test)> _waiting = [];
    private FarmState _farm = null!;
    private FarmViews _views = null!;
    private Place? _place;
    private ForecastWatch? _forecast;

    public bool Moves => steals;

    public bool Plans => true;

    /// <summary>Told of what each ended run showed.</summary>
    public Action<RunObservation>? Saw { get; init; }

    /// <summary>What a farm knows that has run before.</summary>
    public DispatcherPolicy Knowing(IEnumerable<RunObservation> earlier)
    {
        foreach (var run in earlier)
        {
            _dispatcher.Times.Observe(run);
        }

        return this;
    }

    public ForecastLog? Forecasts => _forecast?.Log;

    public void Open(FarmState farm)
    {
        (_farm, _views) = (farm, new FarmViews(farm));
        _forecast = predicts ? new ForecastWatch(farm) : null;
    }

    public void Arrived(int test)
    {
        _tests.Add(_farm.Requirements(test).TestId!, test);
        _forecast?.Arrived(test);
    }

    public void Assigned(int test)
    {
        ref readonly var run = ref _farm.Runs[test];
        _dispatcher.Assigned(
            _views.KeyOf(test), _farm.Requirements(test), _farm.Workers[run.Worker].Worker.WorkerId, _farm.Speeds.Browsers[run.Browser], _farm.Speeds.Backends[run.Backend], _farm.Clock);
        _views.Add(test);
    }

    public void Started(int test)
    {
        _dispatcher.Started(_views.KeyOf(test), _farm.Clock);
        _views.Mark(_farm.Runs[test].Worker);
    }

    public void Ended(int test, bool succeeded)
    {
        var seen = _views.Seen(test, succeeded);
        Saw?.Invoke(seen);
        _dispatcher.Ended(_views.KeyOf(test), seen);
        if (succeeded)
        {
            _forecast?.Ended(test);
        }
    }

    public void Released(int test)
    {
        _dispatcher.Ended(_views.KeyOf(test), null);
        _views.Remove(test);
    }

    public void Changed(int worker) => _views.Mark(worker);

    public void Heard()
    {
        _views.Hear();
        _dispatcher.Predicted = _forecast?.Look() ?? _dispatcher.Predicted;
    }

    public IEnumerable<int> Pass(IReadOnlyList<int> waiting)
    {
        _views.Refresh(Upsert);
        foreach (var (test, decision) in _dispatcher.Place([.. waiting.Select(Waiting).OrderBy(t => t.Turn)], _farm.Clock))
        {
            _place = decision.Place;
            yield return _tests[test.Test.TestId!];
            _views.Refresh(Upsert);
        }
    }

    public FarmPlace? Place(int test) => _place is { } place ? _views.PlaceOf(place.Worker.Descriptor.WorkerId, place.Browser.Browser, place.Backend) : null;

    public void Rebalance(List<FarmMove> moves)
    {
        _views.Refresh(Upsert);
        foreach (var move in _dispatcher.Steal(_farm.Clock))
        {
            var test = _tests[move.TestId];
            if (_farm.Runs[test].Epoch == move.Epoch)
            {
                moves.Add(new FarmMove(test, _views.PlaceOf(move.To, move.Browser, move.Backend)));
            }
        }
    }

    public override string ToString() => name;

    private WaitingTest Waiting(int test)
    {
        if (_waiting.TryGetValue(test, out var waiting) && waiting.Epoch == _farm.Runs[test].Epoch)
        {
            return waiting.Test;
        }

        var (requirements, wishes) = (_farm.Requirements(test), _farm.Wishes.GetValueOrDefault(test));
        var submitted = DateTimeOffset.UnixEpoch.AddSeconds(_farm.Workload.Tests[test].ArrivesAt);
        waiting = (_farm.Runs[test].Epoch, new(requirements, submitted)
        {
            Turn = WaitingOrder.Turn(requirements, submitted, hadPlace: _farm.Runs[test].Epoch > 0, again: wishes is not null),
            Wishes = wishes ?? RecoveryWishes.None,
        });
        _waiting[test] = waiting;
        return waiting.Test;
    }

    private void Upsert(WorkerView worker) => _dispatcher.Upsert(worker, _farm.Clock);
}

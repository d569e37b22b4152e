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
    private FarmState _farm = null!;
    private FarmViews _views = null!;
    private PlacementRound? _round;
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

    public IReadOnlyList<int> Pass(IReadOnlyList<int> waiting)
    {
        _views.Refresh(Upsert);
        _round = _dispatcher.Round(waiting.Count, _farm.Clock);
        return _round.InOrder([.. waiting.OrderBy(Turn)], _farm.Requirements, Turn);
    }

    public FarmPlace? Place(int test)
    {
        _views.Refresh(Upsert);
        return _round!.Choose(_farm.Requirements(test), _farm.Wishes.GetValueOrDefault(test, RecoveryWishes.None)).Place is { } place
            ? _views.PlaceOf(place.Worker.Descriptor.WorkerId, place.Browser.Browser, place.Backend)
            : null;
    }

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

    private DateTimeOffset Turn(int test) => WaitingOrder.Turn(
        _farm.Requirements(test), DateTimeOffset.UnixEpoch.AddSeconds(_farm.Workload.Tests[test].ArrivesAt), hadPlace: _farm.Runs[test].Epoch > 0, again: _farm.Wishes.ContainsKey(test));

    private void Upsert(WorkerView worker) => _dispatcher.Upsert(worker, _farm.Clock);
}

using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>Production's <see cref="Placer"/>, on views of the simulated farm as a balancer would hold them.</summary>
internal sealed class PlacerPolicy : IFarmPolicy
{
    private FarmState _farm = null!;
    private FarmViews _views = null!;

    public void Open(FarmState farm) => (_farm, _views) = (farm, new FarmViews(farm));

    public void Assigned(int test) => _views.Add(test);

    public void Released(int test) => _views.Remove(test);

    public void Changed(int worker) => _views.Mark(worker);

    public void Heard() => _views.Hear();

    public FarmPlace? Place(int test)
    {
        _views.Refresh();
        return Placer.Choose(_farm.Requirements(test), _views.All, _farm.Wishes.GetValueOrDefault(test, RecoveryWishes.None)).Place is { } place
            ? _views.PlaceOf(place.Worker.Descriptor.WorkerId, place.Browser.Browser, place.Backend)
            : null;
    }

    public override string ToString() => PolicyNames.Aware;
}

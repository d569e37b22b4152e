using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>Where tests could go, worked out once in a round for those that ask the same.</summary>
internal sealed class ChoiceTable(IReadOnlyList<WorkerLanes> workers, WorkTable work, ScoringContext context)
{
    private readonly Dictionary<(string Model, string Needs), List<PlannedChoice>> _choices = [];

    public List<PlannedChoice> Of(TestRequirements test, string needs)
    {
        if (!_choices.TryGetValue((test.ModelId, needs), out var choices))
        {
            _choices.Add((test.ModelId, needs), choices = [.. Choices(test)]);
        }

        return choices;
    }

    private IEnumerable<PlannedChoice> Choices(TestRequirements test)
    {
        var backends = new BackendChoice(test, [], context);
        foreach (var worker in workers.Where(w => w.View.Free <= 0 || PlaceFilter.Wait(test, w.View) is null))
        {
            foreach (var browser in worker.View.Descriptor.Browsers)
            {
                if (PlaceFilter.Offer(test, worker.View, browser, out _, null, backends.Of) is { } place)
                {
                    yield return new(worker, place, work.Of(test, browser.Browser, place.Backend), PlaceTraits.Of(test, place).Preference);
                }
            }
        }
    }
}

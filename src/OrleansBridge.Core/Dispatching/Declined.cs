using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching;

/// <summary>
/// Tests that rather wait: a line is joined only where a test would not lose much, so that lines are made of tests that fit, and what does not fit
/// runs where an instance is idle. Nothing is idle for it: a line of several is before each instance.
/// </summary>
internal sealed class Declined(LineOptions options, int most)
{
    private readonly FirstHeard _since = new(most);
    private readonly Dictionary<string, PlacementDecision> _answers = new(StringComparer.Ordinal);
    private long _version = -1;

    /// <summary>What tests alike were told of the same farm, or null: each would decline the same place.</summary>
    public PlacementDecision? Before(TestRequirements test, long version, DateTimeOffset now) =>
        version == _version && _answers.TryGetValue(KeyOf(test), out var answer) && IsPatient(test, now) ? answer : null;

    /// <summary>The decision, or that the test waits though there is a place.</summary>
    public PlacementDecision Judge(TestRequirements test, RecoveryWishes wishes, PlacementDecision decision, long version, DateTimeOffset now)
    {
        if (test.Exclusive || wishes is not { Prefer.Count: 0, Avoid.Count: 0 } || decision is not { Place: { } place, StartsIn: > 0 }
            || (decision.Loses <= options.MostLost && HasRoom(place)) || !IsPatient(test, now))
        {
            return decision;
        }

        if (version != _version)
        {
            _version = version;
            _answers.Clear();
        }

        return _answers[KeyOf(test)] = new PlacementDecision(
            null, null, FormattableString.Invariant($"a better place than {place.Key}, where it would stand in line for {decision.StartsIn:0.#} s and take {decision.Loses:0.#} s longer"), true);
    }

    private bool IsPatient(TestRequirements test, DateTimeOffset now) => now - _since.Of(test.TestId ?? test.ModelId, now) < TimeSpan.FromSeconds(options.Patience);

    private static string KeyOf(TestRequirements test) =>
        $"{test.ModelId}\n{test.ModelType}\n{test.BrowserRequirements.Required}\n{test.BrowserRequirements.Preferred}\n{string.Join(',', test.BrowserRequirements.Excluded)}\n{test.Backend.Required}\n{test.Backend.Preferred}\n{test.MinimumMemory}\n{test.Exclusive}";

    /// <summary>A type's line must not take the slots that the worker's other instances are fed from.</summary>
    private static bool HasRoom(Place place)
    {
        var browser = place.Browser.Browser;
        return place.Worker.Active(browser) < place.Worker.Instances(browser) * place.Worker.Descriptor.SlotsPerBrowser;
    }
}

using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;

namespace OrleansBridge.Core.Breakers;

/// <summary>
/// The breakers of a farm: one for each browser type on a worker, one for each model on a browser type. Holds only those
/// that heard of a failure lately; made anew from what is heard.
/// </summary>
public sealed class BreakerBoard(BreakerOptions options)
{
    private readonly Dictionary<string, Breaker> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Breaker> _models = new(StringComparer.Ordinal);

    /// <summary>Breakers that are not closed, by what they guard: <c>worker/browser</c> or <c>model on browser</c>.</summary>
    public IEnumerable<KeyValuePair<string, Breaker>> Tripped => _places.Concat(_models).Where(b => b.Value.OpenUntil is not null);

    /// <summary>Whether nothing stands in the way of any place.</summary>
    public bool IsEmpty => _places.Count == 0 && _models.Count == 0;

    /// <summary>A run passed, or failed by no fault of place or model.</summary>
    /// <param name="failed">The attempts of its test that failed before.</param>
    public void Passed(string testId, string model, string worker, string browser, IReadOnlyCollection<FailedAttempt> failed, DateTimeOffset now)
    {
        Change(_places, $"{worker}/{browser}", b => b.Succeed(now), now);
        Change(_models, $"{model} on {browser}", b => b.Succeed(now), now);
        foreach (var place in Ambiguous(failed).Select(f => $"{f.Worker}/{f.Browser}").Where(p => p != $"{worker}/{browser}").Distinct())
        {
            Add(_places, place, b => b.Blame(testId, now));
        }
    }

    /// <summary>An attempt failed.</summary>
    /// <param name="history">All attempts of its test that failed, this one last.</param>
    public void Failed(string testId, string model, IReadOnlyList<FailedAttempt> history, DateTimeOffset now)
    {
        var last = history[^1];
        var failure = FailureClass.Of(last.Kind);
        if (failure.BlamesModel)
        {
            Add(_models, $"{model} on {last.Browser}", b => b.Fail(now, testId));
        }

        if (failure.IsAmbiguous && Poison.IsSuspected(history))
        {
            foreach (var place in Ambiguous(history).Select(f => $"{f.Worker}/{f.Browser}").Distinct())
            {
                Change(_places, place, b => b.Forgive(testId, now), now);
            }
        }
        else if (failure.BlamesPlace)
        {
            Add(_places, $"{last.Worker}/{last.Browser}", b => b.Fail(now, failure.IsAmbiguous ? testId : null));
        }
    }

    /// <summary>How the breakers on the way to a place stand.</summary>
    /// <param name="place">The place.</param>
    /// <param name="model">The model that would run there.</param>
    /// <param name="active">Live assignments on a browser type of a model, over all workers: they are the probes.</param>
    /// <param name="now">When.</param>
    public BreakerStanding Of(Place place, string model, Func<string, string, int> active, DateTimeOffset now)
    {
        if (IsEmpty)
        {
            return BreakerStanding.Closed;
        }

        var browser = place.Browser.Browser;
        return Standing(_places, place.Key, () => place.Worker.Active(browser), now)
            .And(Standing(_models, $"{model} on {browser}", () => active(browser, model), now));
    }

    private BreakerStanding Standing(Dictionary<string, Breaker> breakers, string key, Func<int> probes, DateTimeOffset now) =>
        breakers.TryGetValue(key, out var breaker) && breaker.At(now) is not BreakerPhase.Closed and var phase
            ? new BreakerStanding(phase, probes() >= options.Probes, breaker.OpenUntil, $"the breaker of {key} is {breaker.Describe(now)}")
            : BreakerStanding.Closed;

    private static IEnumerable<FailedAttempt> Ambiguous(IEnumerable<FailedAttempt> failed) => failed.Where(f => FailureClass.Of(f.Kind).IsAmbiguous);

    private void Add(Dictionary<string, Breaker> breakers, string key, Func<Breaker, Breaker> change) =>
        breakers[key] = change(breakers.GetValueOrDefault(key) ?? new Breaker(options));

    private static void Change(Dictionary<string, Breaker> breakers, string key, Func<Breaker, Breaker> change, DateTimeOffset now)
    {
        if (!breakers.TryGetValue(key, out var breaker))
        {
            return;
        }

        var changed = change(breaker);
        if (changed.IsIdle(now))
        {
            breakers.Remove(key);
        }
        else
        {
            breakers[key] = changed;
        }
    }
}

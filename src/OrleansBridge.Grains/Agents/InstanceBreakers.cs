using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Grains.Agents;

/// <summary>
/// A breaker for each browser instance of this silo. One that opens puts its instance into quarantine: it is closed, and
/// another takes its place when it is needed, so that there is nothing to probe.
/// </summary>
internal sealed partial class InstanceBreakers(IExecutionEngine engine, TimeProvider time, ILogger<InstanceBreakers> log)
{
    private readonly BreakerOptions _options = new();
    private readonly Dictionary<string, Breaker> _breakers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Hear(string instance, string test, FailureKind failure)
    {
        if (Opens(instance, test, failure))
        {
            LogQuarantined(instance);
            engine.Retire(instance, "its breaker opened: too many runs on it failed");
        }
    }

    private bool Opens(string instance, string test, FailureKind failure)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var breaker = _breakers.GetValueOrDefault(instance);
            if (failure == FailureKind.None)
            {
                breaker = breaker?.Succeed(now);
            }
            else if (FailureClass.Of(failure) is { BreaksBrowser: true })
            {
                // The instance is gone already; the next one under its name has its own life.
                breaker = null;
            }
            else if (FailureClass.Of(failure) is { BlamesPlace: true } suspect)
            {
                breaker = (breaker ?? new Breaker(_options)).Fail(now, suspect.IsAmbiguous ? test : null);
            }

            var opens = breaker?.OpenUntil is not null;
            if (breaker is null || opens || breaker.IsIdle(now))
            {
                _breakers.Remove(instance);
            }
            else
            {
                _breakers[instance] = breaker;
            }

            return opens;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Browser {Instance} is in quarantine: too many runs on it failed; another takes its place")]
    private partial void LogQuarantined(string instance);
}

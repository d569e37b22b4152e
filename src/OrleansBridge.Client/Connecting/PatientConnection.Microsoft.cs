using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansBridge.Client;

/// <summary>Lets a starting client wait for the farm, and say so; what waiting cannot mend ends the start at once.</summary>
internal sealed partial class PatientConnection(
    OrleansBridgeClientOptions options,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<PatientConnection> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private long? _began;
    private TimeSpan _delay = First;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var problem = ConnectionProblem.Of(exception, cluster.Value.ClusterId);
        var waited = time.GetElapsedTime(_began ??= time.GetTimestamp());
        if (!problem.MayPass || (options.ConnectTimeout != Timeout.InfiniteTimeSpan && waited >= options.ConnectTimeout))
        {
            var after = problem.MayPass ? $" Waited {waited.TotalSeconds:0} s for it (ConnectTimeout)." : "";
            throw new OrleansBridgeConnectionException($"{problem.What}{after}\nFix: {problem.Fix}", exception);
        }

        LogWaiting(problem.What, _delay.TotalSeconds, waited.TotalSeconds);
        await Task.Delay(_delay, time, cancellationToken);
        _delay = _delay * 2 < Longest ? _delay * 2 : Longest;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem} The client tries again in {Delay:0.0} s; it has waited for {Waited:0} s")]
    private partial void LogWaiting(string problem, double delay, double waited);
}

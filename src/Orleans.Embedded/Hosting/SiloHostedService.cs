using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Starts and stops a silo with its host. A stop that is cancelled from the start is a crash.</summary>
internal sealed partial class SiloHostedService(
    Silo silo,
    IEnumerable<IConfigurationValidator> validators,
    IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants,
    ILogger<SiloHostedService> logger) : IHostedService
{
    private readonly Lifecycle _lifecycle = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var validator in validators)
        {
            validator.ValidateConfiguration();
        }

        _lifecycle.Subscribe(nameof(Silo), ServiceLifecycleStage.BecomeActive, Join, silo.LeaveAsync);
        foreach (var participant in participants)
        {
            participant.Participate(_lifecycle);
        }

        await _lifecycle.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            silo.Die();
        }

        await _lifecycle.StopAsync(LogStopFailed, cancellationToken);
        silo.Die();
    }

    private Task Join(CancellationToken cancellationToken)
    {
        silo.Join();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A part of the silo failed to stop")]
    private partial void LogStopFailed(Exception exception);
}

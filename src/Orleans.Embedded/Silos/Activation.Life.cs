using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    private async Task ActivateAsync()
    {
        using var patience = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Runtime.Time);
        _starting = patience;
        try
        {
            Instance = Class.Create(this);
            await _lifecycle.StartAsync(patience.Token).WaitAsync(patience.Token);
            if (Instance is IGrainBase grain)
            {
                await grain.OnActivateAsync(patience.Token).WaitAsync(patience.Token);
            }

            lock (_lock)
            {
                _state = _state == ActivationState.Activating ? ActivationState.Valid : _state;
            }
        }
        catch (Exception exception)
        {
            LogActivationFailed(exception, this);
            Deactivate(new(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain."));
        }

        lock (_lock)
        {
            _starting = null;
            _changing = false;
        }

        Wake();
    }

    private async Task DeactivateAsync()
    {
        using var patience = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Runtime.Time);
        DisposeTimers();
        try
        {
            if (_wasValid && Instance is IGrainBase grain)
            {
                await grain.OnDeactivateAsync(_reason, patience.Token).WaitAsync(patience.Token);
            }
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(exception, this);
        }

        await _lifecycle.StopAsync(exception => LogDeactivationFailed(exception, this), patience.Token);
        Silo.Remove(this);
        await DisposeAsync();
        Reroute();
        _deactivated.TrySetResult();
    }

    private async Task DisposeAsync()
    {
        try
        {
            switch (Instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(exception, this);
        }
    }

    /// <summary>Sends what still waits to the grain's next activation, or fails it with what ended this one.</summary>
    private void Reroute()
    {
        Turn[] waiting;
        lock (_lock)
        {
            _state = ActivationState.Invalid;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var message in waiting.OfType<Message>())
        {
            if (_reason.Exception is { } failure)
            {
                message.Fail(Silo.Runtime.Copier.Copy(failure));
            }
            else if (!message.MayGoOn())
            {
                message.Fail(new OrleansMessageRejectionException($"Forwarding failed: tried to forward message {message} for {Message.MaxForwards} times after \"{_reason.Description}\" to invalid activation. Rejecting now."));
            }
            else
            {
                Silo.Runtime.Cluster.Route(message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed to activate {Activation}")]
    private partial void LogActivationFailed(Exception exception, Activation activation);

    [LoggerMessage(Level = LogLevel.Error, Message = "Error while deactivating {Activation}")]
    private partial void LogDeactivationFailed(Exception exception, Activation activation);
}

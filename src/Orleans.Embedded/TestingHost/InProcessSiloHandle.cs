using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo that runs in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool _stopped;

    public IHost SiloHost { get; init; } = null!;

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => !_stopped;

    public override Task StopSiloAsync(bool stopGracefully) => StopSiloAsync(new CancellationToken(canceled: !stopGracefully));

    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await SiloHost.StopAsync(ct);
    }

    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(true);
        await ((IAsyncDisposable)SiloHost).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

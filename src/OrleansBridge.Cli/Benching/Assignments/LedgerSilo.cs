using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A silo of its own whose ledgers are kept in one kind of storage.</summary>
internal sealed class LedgerSilo : IAsyncDisposable
{
    /// <summary>The storage's name.</summary>
    internal const string Storage = "bench";

    /// <summary>Tests that take turns.</summary>
    internal const int Tests = 1024;

    /// <summary>Workers they are assigned to.</summary>
    internal const int Workers = 16;

    private readonly IHost _host;
    private long _next;

    private LedgerSilo(IHost host) => _host = host;

    internal static async Task<LedgerSilo> StartAsync(Action<ISiloBuilder> storage, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            BenchCluster.Configure(silo);
            silo.UseTransactions();

            // The bridge's own, on every side: Orleans keeps timers for these, which cost the more the faster a side is.
            silo.Configure<TransactionalStateOptions>(TimeLimits.Shorten);
            storage(silo);
        });
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new LedgerSilo(host);
    }

    /// <summary>Assigns the next test to the next worker.</summary>
    internal Task AssignAsync()
    {
        var next = Interlocked.Increment(ref _next);
        return _host.Services.GetRequiredService<IGrainFactory>().GetGrain<ITestLedger>($"t{next % Tests}").AssignAsync($"w{next % Workers}");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

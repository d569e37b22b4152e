using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrleansBridge.Cli.Running;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks for a clean stop, the second ends at once. A supervised process leaves the terminal's
/// to its supervisor, who hears them too and knows what must end before it.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    /// <summary>Signals this close together are one: <c>timeout</c> and some shells send each to the process and to its group.</summary>
    private static readonly TimeSpan AsOne = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private long _first;

    internal Interrupt(bool supervised = false)
    {
        Action<PosixSignalContext> terminal = supervised ? static context => context.Cancel = true : OnSignal;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, terminal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, terminal),
        ];
    }

    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        var first = Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
        context.Cancel = first == 0 || Stopwatch.GetElapsedTime(first) < AsOne;
        _source.Cancel();
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrleansBridge.Cli.Connecting;

/// <summary>A process, told from a later one with a recycled id by when it started.</summary>
internal sealed partial record ProcessIdentity(int Id, DateTimeOffset Started)
{
    private const int Terminate = 15;

    // Start times are computed from the boot time, which clock adjustments move a little.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    internal static ProcessIdentity Own()
    {
        using var self = Process.GetCurrentProcess();
        return new ProcessIdentity(self.Id, self.StartTime.ToUniversalTime());
    }

    internal bool Lives()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() < Slack;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Asks the process to stop.</summary>
    /// <returns>False when this user may not.</returns>
    internal bool AskToStop() => !Lives() || SendSignal(Id, Terminate) == 0;

    /// <summary>Waits until it is gone.</summary>
    /// <returns>False when it still lives after that time.</returns>
    internal async Task<bool> GoneAsync(TimeSpan patience, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + patience; Lives(); await Task.Delay(100, cancellation))
        {
            if (DateTime.UtcNow > end)
            {
                return false;
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}

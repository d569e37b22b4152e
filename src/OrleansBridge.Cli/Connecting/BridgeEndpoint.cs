using System.Diagnostics;
using System.Text.Json;
using OrleansBridge.Json;

namespace OrleansBridge.Cli.Connecting;

/// <summary>How to reach the bridge that runs on a data folder. It writes this once it answers and deletes it when it stops.</summary>
/// <param name="Url">Where its HTTP API listens.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="ProcessStarted">When that process started: a recycled process id does not count.</param>
/// <param name="Runtime">Which Orleans it runs on.</param>
/// <param name="Supervised">Whether it is a <c>bridge up</c>, and not the private bridge of one command.</param>
internal sealed record BridgeEndpoint(string Url, int ProcessId, DateTimeOffset ProcessStarted, string Runtime, bool Supervised)
{
    internal static BridgeEndpoint Own(string url, string runtime, bool supervised)
    {
        using var self = Process.GetCurrentProcess();
        return new BridgeEndpoint(url, self.Id, self.StartTime.ToUniversalTime(), runtime, supervised);
    }

    /// <summary>The endpoint of a process that lives, or null. A stale file is passed over: its writer was killed.</summary>
    internal static BridgeEndpoint? Find(DataFolder data)
    {
        try
        {
            return JsonSerializer.Deserialize<BridgeEndpoint>(File.ReadAllText(data.EndpointFile), BridgeJson.Options) is { Lives: true } found ? found : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Publish(DataFolder data)
    {
        // Readers never see half a file, and only the owner may read where to call.
        var partial = $"{data.EndpointFile}.{ProcessId}";
        File.WriteAllText(partial, JsonSerializer.Serialize(this, BridgeJson.Indented));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(partial, data.EndpointFile, overwrite: true);
    }

    internal void Withdraw(DataFolder data)
    {
        if (Find(data) is { } published && published.ProcessId == ProcessId)
        {
            File.Delete(data.EndpointFile);
        }
    }

    private bool Lives
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return !process.HasExited && (process.StartTime.ToUniversalTime() - ProcessStarted.UtcDateTime).Duration() < TimeSpan.FromSeconds(2);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}

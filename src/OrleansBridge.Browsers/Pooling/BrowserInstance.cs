using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Memory;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>A running browser with its pages. Used by one run at a time.</summary>
internal sealed class BrowserInstance
{
    private readonly BrowserEngineOptions _options;
    private readonly MemoryReading _memory = new(TimeProvider.System);
    private int _closed;

    public BrowserInstance(BrowserTypeOptions type, LaunchedProcess launched, RunnerServer server, BrowserEngineOptions options)
    {
        (Type, Launched, _options) = (type, launched, options);
        Pages = new InstancePages(this, server, options);
        launched.OnDisconnected(() => Lost(launched.EndedUnexpectedly));
        _ = LoseAtExitAsync();
    }

    public BrowserTypeOptions Type { get; }

    public LaunchedProcess Launched { get; }

    public InstancePages Pages { get; }

    /// <summary>Position among its worker's instances.</summary>
    public int Number { get; set; }

    public string Id { get; set; } = "";

    public string Worker { get; set; } = "";

    public DateTimeOffset LaunchedAt { get; } = TimeProvider.System.GetUtcNow();

    public DateTimeOffset IdleSince { get; private set; } = TimeProvider.System.GetUtcNow();

    public bool Busy { get; private set; }

    public long Executed { get; set; }

    /// <summary>The test it was given to last; null when nothing has run on it yet.</summary>
    public string? LastTest { get; private set; }

    public double? PssMb => _memory.LastMb;

    /// <summary>Why it must not be used again; null while it may.</summary>
    public string? Retired { get; private set; }

    /// <summary>Whether its process was ended, or has ended.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Raised once when the browser is found dead, so that its place is given to another.</summary>
    public event Action<BrowserInstance>? Died;

    /// <summary>Is given to a run.</summary>
    public void Take(string test) => (Busy, LastTest) = (true, test);

    /// <summary>Is idle again.</summary>
    public void Release(DateTimeOffset now)
    {
        Pages.Rest();
        (Busy, IdleSince) = (false, now);
    }

    public void Retire(string why) => Retired ??= why;

    /// <summary>Reads the memory of its processes, unless that was done a moment ago.</summary>
    /// <returns>The reading, or null when none was made.</returns>
    public double? ReadMemory() => Launched.ProcessId is { } root ? _memory.Read(root) : null;

    /// <summary>Kills it at once; runs on it end as crashed.</summary>
    public void Lost(string why)
    {
        Retire(why);
        Pages.Lose(FailureKind.Crash, why);
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            Launched.Kill();
            Died?.Invoke(this);
        }
    }

    public async Task CloseAsync(FailureKind kind, string why)
    {
        Retire(why);
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        Pages.Lose(kind, why);
        await Launched.CloseAsync(_options.CloseTimeout);
    }

    public BrowserSnapshot Snapshot() => new()
    {
        Id = Id,
        Worker = Worker,
        Browser = Type.Name,
        Version = Launched.Version,
        ProcessId = Launched.ProcessId,
        Active = Busy ? 1 : 0,
        Executed = Executed,
        PssMb = PssMb,
        Resident = Pages.Resident,
        LaunchedAt = LaunchedAt,
    };

    /// <summary>Its connection may outlive its main process by seconds, in the hands of its other processes.</summary>
    private async Task LoseAtExitAsync()
    {
        if (await Launched.ExitAsync())
        {
            Lost(Launched.EndedUnexpectedly);
        }
    }
}

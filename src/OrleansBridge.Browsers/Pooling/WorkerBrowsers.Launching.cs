using OrleansBridge.Browsers.Launching;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>Instances that come.</summary>
internal sealed partial class WorkerBrowsers
{
    private readonly Dictionary<string, int> _launching = [];

    private bool IsFull => _instances.Count + _launching.Values.Sum() >= Capacity.MaxBrowsers;

    /// <summary>Launches one of a type ahead of need, where there is room; none makes room for it. A run that comes meanwhile gets it.</summary>
    public void Launch(string browser)
    {
        lock (_gate)
        {
            if (_closed || IsFull || Capacity.BrowserTypes?.Contains(browser) == false)
            {
                return;
            }

            Begin(browser);
        }

        _ = LaunchAsync(browser, ahead: true);
    }

    private void Begin(string browser) => _launching[browser] = _launching.GetValueOrDefault(browser) + 1;

    private async Task LaunchAsync(string browser, bool ahead)
    {
        BrowserInstance? launched = null;
        Exception? problem = null;
        try
        {
            launched = await launch(browser);
        }
        catch (Exception failed) when (failed is BrowserLaunchException or BrowserSetupException)
        {
            problem = failed;
        }
        catch (Exception unforeseen)
        {
            // Whatever it is: runs wait for this launch, and its place must not stay taken.
            problem = new BrowserLaunchException($"{browser} did not start: {unforeseen.Message}");
        }

        bool unwanted;
        lock (_gate)
        {
            _launching[browser]--;
            unwanted = _closed;
            if (launched is not null && !_closed)
            {
                Add(launched);
            }

            // What failed ahead of need costs no run: one that counted on it has its own launched below.
            if (problem is not null && !ahead && _waiting.FirstOrDefault(w => w.Browser == browser) is { } waiter)
            {
                _waiting.Remove(waiter);
                waiter.Fail(problem);
            }
        }

        if (unwanted && launched is not null)
        {
            await launched.CloseAsync(FailureKind.Connection, "the worker was closed");
        }

        Pump();
    }
}

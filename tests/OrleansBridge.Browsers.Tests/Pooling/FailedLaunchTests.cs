using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;

namespace OrleansBridge.Browsers.Tests.Pooling;

public sealed class FailedLaunchTests
{
    [Fact]
    public async Task A_launch_that_fails_as_nobody_foresaw_fails_its_run_and_keeps_no_place()
    {
        var launches = 0;
        var browsers = new WorkerBrowsers(new WorkerCapacity("w1", 1, null), _ => throw new InvalidOperationException($"launch {++launches} failed"), TimeProvider.System);
        foreach (var launch in new[] { 1, 2 })
        {
            var refused = await Assert.ThrowsAsync<BrowserLaunchException>(() => Acquire().WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Contains($"launch {launch} failed", refused.Message, StringComparison.Ordinal);
        }

        Task<BrowserInstance> Acquire() => browsers.AcquireAsync("chrome", null, "t", fresh: false, CancellationToken.None);
    }
}

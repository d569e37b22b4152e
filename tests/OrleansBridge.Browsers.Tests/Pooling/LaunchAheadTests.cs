using System.Threading.Channels;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Pooling;

public sealed class LaunchAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<TaskCompletionSource<BrowserInstance>> _launches = Channel.CreateUnbounded<TaskCompletionSource<BrowserInstance>>();

    private readonly BrowserInstance _chrome = StillProcess.Instance(BrowserDefaults.Chrome);

    [Fact]
    public async Task A_run_that_comes_during_a_launch_ahead_of_need_gets_that_instance()
    {
        var browsers = Worker(2);
        browsers.Launch(BrowserTypes.Chrome);
        var run = AcquireAsync(browsers);
        (await NextLaunchAsync()).SetResult(_chrome);
        Assert.Same(_chrome, await run.WaitAsync(Patience));
        Assert.Equal(0, _launches.Reader.Count);
    }

    [Fact]
    public async Task A_launch_ahead_of_need_that_fails_costs_no_run_and_keeps_no_place()
    {
        var browsers = Worker(1);
        browsers.Launch(BrowserTypes.Chrome);
        var run = AcquireAsync(browsers);
        (await NextLaunchAsync()).SetException(new BrowserLaunchException("it did not start"));
        (await NextLaunchAsync()).SetResult(_chrome);
        Assert.Same(_chrome, await run.WaitAsync(Patience));
    }

    [Fact]
    public async Task Nothing_is_launched_ahead_of_need_where_there_is_no_room_and_nothing_closed_for_it()
    {
        var browsers = Worker(2);
        browsers.Adopt(StillProcess.Instance(BrowserDefaults.Firefox));
        browsers.Launch(BrowserTypes.Chrome);
        browsers.Launch(BrowserTypes.Chrome);
        (await NextLaunchAsync()).SetResult(_chrome);
        browsers.Release(await AcquireAsync(browsers).WaitAsync(Patience));
        browsers.Launch(BrowserTypes.Chrome);
        Assert.Equal(0, _launches.Reader.Count);
        Assert.Equal([BrowserTypes.Firefox, BrowserTypes.Chrome], browsers.Instances.Select(i => i.Type.Name));
    }

    [Fact]
    public void No_type_is_launched_that_the_worker_may_not_have()
    {
        Worker(3, [BrowserTypes.Firefox]).Launch(BrowserTypes.Chrome);
        Assert.Equal(0, _launches.Reader.Count);
    }

    private static Task<BrowserInstance> AcquireAsync(WorkerBrowsers browsers) => browsers.AcquireAsync(BrowserTypes.Chrome, null, "t", fresh: false, CancellationToken.None);

    private WorkerBrowsers Worker(int maxBrowsers, IReadOnlyList<string>? types = null) => new(new WorkerCapacity("w1", maxBrowsers, types), LaunchAsync, TimeProvider.System);

    private async Task<TaskCompletionSource<BrowserInstance>> NextLaunchAsync() => await _launches.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private Task<BrowserInstance> LaunchAsync(string browser)
    {
        var launch = new TaskCompletionSource<BrowserInstance>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_launches.Writer.TryWrite(launch));
        return launch.Task;
    }
}

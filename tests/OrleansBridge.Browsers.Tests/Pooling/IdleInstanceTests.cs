using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Pooling;

public sealed class IdleInstanceTests
{
    private readonly Hours _time = new();
    private readonly WorkerBrowsers _browsers;
    private readonly BrowserInstance[] _instances = [.. Enumerable.Range(0, 3).Select(_ => StillProcess.Instance(BrowserDefaults.Chrome))];

    public IdleInstanceTests()
    {
        _browsers = new(new WorkerCapacity("w1", 3, null), _ => throw new InvalidOperationException("nothing is to be launched"), _time);
        foreach (var instance in _instances)
        {
            _browsers.Adopt(instance);
        }
    }

    [Fact]
    public async Task The_longest_idle_instance_is_closed_and_one_with_a_run_never()
    {
        Assert.Equal(_instances, new[] { await TakeAsync(), await TakeAsync(), await TakeAsync() });
        foreach (int released in new[] { 1, 0, 2 })
        {
            _time.Hour++;
            _browsers.Release(_instances[released]);
        }

        _browsers.CloseIdle(BrowserTypes.Chrome, "nobody needs it");
        Assert.Equal([_instances[0], _instances[2]], _browsers.Instances);
        Assert.True(_instances[1].IsClosed);

        Assert.Same(_instances[0], await TakeAsync());
        _browsers.CloseIdle(BrowserTypes.Chrome, "nobody needs it");
        _browsers.CloseIdle(BrowserTypes.Chrome, "nobody needs it");
        Assert.Same(_instances[0], Assert.Single(_browsers.Instances));
        Assert.Null(_instances[0].Retired);
    }

    [Fact]
    public void An_instance_of_another_type_stays()
    {
        _browsers.CloseIdle(BrowserTypes.Firefox, "nobody needs it");
        Assert.Equal(3, _browsers.Instances.Count);
    }

    [Fact]
    public async Task An_idle_instance_that_was_found_useless_keeps_no_place()
    {
        _instances[0].Retire("a page would not close");
        Assert.Same(_instances[1], await TakeAsync());
        Assert.Equal([_instances[1], _instances[2]], _browsers.Instances);
    }

    private Task<BrowserInstance> TakeAsync() => _browsers.AcquireAsync(BrowserTypes.Chrome, null, "t", fresh: false, CancellationToken.None);

    private sealed class Hours : TimeProvider
    {
        public int Hour { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddHours(Hour);
    }
}

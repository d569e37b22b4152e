using Orleans.Serialization;
using OrleansBridge.Grains;

namespace OrleansBridge.Client.Tests.Connecting;

public sealed class RetryTests
{
    private readonly HurriedTime _time = new();

    public static TheoryData<Exception> Passing => new(
        new TimeoutException(),
        new SiloUnavailableException(),
        new OrleansException("the activation moved"),
        new NotCommittedException("not now"),
        new CodecNotFoundException("Could not find a codec for type Npgsql.NpgsqlException."),
        new OperationCanceledException(),
        new ObjectDisposedException("IServiceProvider"));

    public static TheoryData<Exception> Lasting => new(
        new InvalidOperationException("a defect"),
        new ArgumentException("no grain implements it"),
        new KeyNotFoundException(),
        new NotSupportedException(),
        new ObjectDisposedException("OutsideRuntimeClient"));

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_call_that_did_not_get_through_is_repeated(Exception failure)
    {
        var calls = 0;
        var answer = await Retry(TimeSpan.FromSeconds(30)).RunAsync(() => ++calls < 3 ? Task.FromException<int>(failure) : Task.FromResult(calls), default);
        Assert.Equal(3, answer);
        Assert.Equal(2, _time.Waits.Count);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task An_answer_is_not_asked_for_again(Exception failure)
    {
        var calls = 0;
        var thrown = await Record.ExceptionAsync(() => Retry(TimeSpan.FromSeconds(30)).RunAsync(() => { calls++; return Task.FromException<int>(failure); }, default));
        Assert.Same(failure, thrown);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over_and_waits_longer_each_time_up_to_two_seconds()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Retry(TimeSpan.FromSeconds(30)).RunAsync(() => Task.FromException<int>(new TimeoutException()), default));
        Assert.InRange(_time.GetElapsedTime(0), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(32));
        Assert.InRange(_time.Waits[0], TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));
        Assert.InRange(_time.Waits[^1], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Time_counts_from_the_first_failure_not_from_the_call()
    {
        var calls = 0;
        var answer = await Retry(TimeSpan.FromSeconds(5)).RunAsync(
            () =>
            {
                _time.Pass(TimeSpan.FromMinutes(calls == 0 ? 1 : 0));
                return ++calls < 3 ? Task.FromException<int>(new TimeoutException()) : Task.FromResult(calls);
            },
            default);
        Assert.Equal(3, answer);
    }

    [Fact]
    public async Task No_time_means_one_try()
    {
        var calls = 0;
        await Assert.ThrowsAsync<TimeoutException>(() => Retry(TimeSpan.Zero).RunAsync(() => { calls++; return Task.FromException<int>(new TimeoutException()); }, default));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Its_callers_own_end_is_no_failure_of_the_call()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Retry(TimeSpan.FromSeconds(30)).RunAsync(
            () =>
            {
                calls++;
                stop.Cancel();
                return Task.FromException<int>(new OperationCanceledException());
            },
            stop.Token));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task What_was_under_way_over_a_connection_that_is_lost_is_asked_again()
    {
        var gateways = new LostGateways();
        var calls = 0;
        var answer = await new Retry(TimeSpan.FromSeconds(30), _time, gateways).RunAsync(
            () =>
            {
                if (++calls > 1)
                {
                    return Task.FromResult(calls);
                }

                gateways.Lost();
                return new TaskCompletionSource<int>().Task;
            },
            default).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, answer);
    }

    [Fact]
    public async Task Where_nothing_is_asked_again_an_answer_is_waited_for_though_a_connection_is_lost()
    {
        var gateways = new LostGateways();
        var late = new TaskCompletionSource<int>();
        var answer = new Retry(TimeSpan.Zero, _time, gateways).RunAsync(
            () =>
            {
                gateways.Lost();
                return late.Task;
            },
            default);
        Assert.Empty(_time.Waits);
        late.SetResult(7);
        Assert.Equal(7, await answer);
    }

    private Retry Retry(TimeSpan patience) => new(patience, _time);
}

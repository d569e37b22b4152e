using Microsoft.Extensions.Logging.Abstractions;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Results;

namespace OrleansBridge.Grains.Tests.Agents;

public class InstanceBreakersTests
{
    private const string Instance = "w/chrome/0";

    private readonly RetiringEngine _engine = new();
    private readonly InstanceBreakers _breakers;

    public InstanceBreakersTests() => _breakers = new(_engine, TimeProvider.System, NullLogger<InstanceBreakers>.Instance);

    private void Fail(int times, FailureKind kind, Func<int, string> test) => Enumerable.Range(0, times).ToList().ForEach(i => _breakers.Hear(Instance, test(i), kind));

    [Theory]
    [InlineData(FailureKind.TimeOut)]
    [InlineData(FailureKind.Connection)]
    public void An_instance_on_which_five_tests_in_a_row_failed_is_retired_once(FailureKind kind)
    {
        Fail(4, kind, i => "t" + i);
        Assert.Empty(_engine.Retired);
        Fail(1, kind, _ => "t4");
        Assert.Equal([Instance], _engine.Retired);
    }

    [Fact]
    public void Its_successor_of_the_same_name_starts_with_a_clean_slate()
    {
        Fail(5, FailureKind.TimeOut, i => "t" + i);
        Fail(4, FailureKind.TimeOut, i => "u" + i);
        Assert.Single(_engine.Retired);
        Fail(1, FailureKind.Crash, _ => "crash");
        Fail(4, FailureKind.TimeOut, i => "v" + i);
        Assert.Single(_engine.Retired);
    }

    [Fact]
    public void One_test_that_fails_again_and_again_does_not_cost_it() => Assert.Empty(After(() => Fail(20, FailureKind.TimeOut, _ => "poison")));

    [Theory]
    [InlineData(FailureKind.ModelError)]
    [InlineData(FailureKind.Mismatch)]
    public void The_tests_own_failures_do_not_cost_it(FailureKind kind) => Assert.Empty(After(() => Fail(20, kind, i => "t" + i)));

    [Fact]
    public void A_success_in_between_forgives() => Assert.Empty(After(() =>
    {
        Fail(4, FailureKind.TimeOut, i => "t" + i);
        _breakers.Hear(Instance, "good", FailureKind.None);
        Fail(4, FailureKind.TimeOut, i => "u" + i);
    }));

    private IReadOnlyCollection<string> After(Action runs)
    {
        runs();
        return _engine.Retired;
    }

    private sealed class RetiringEngine : IExecutionEngine
    {
        public List<string> Retired { get; } = [];

        public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => throw new NotSupportedException();

        public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation) => throw new NotSupportedException();

        public IReadOnlyList<BrowserSnapshot> Browsers() => [];

        public void Retire(string instance, string why) => Retired.Add(instance);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

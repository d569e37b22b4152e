using Orleans.Behaviour.Tests.Clusters;
using Orleans.Serialization;

namespace Orleans.Behaviour.Tests.Failures;

[Collection("one silo")]
public sealed class FailureTests(OneSilo silo)
{
    private IFailingGrain Grain => silo.Client.GetGrain<IFailingGrain>("failing");

    [Fact]
    public async Task An_exception_keeps_type_message_inner_exception_and_data()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.FailAsync("inner"));
        Assert.Equal("outer", failure.Message);
        Assert.Equal("inner", Assert.IsType<FormatException>(failure.InnerException).Message);
        Assert.Contains(nameof(FailingGrain), failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("less", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.FailAsync("argument"))).Data["hint"]);
    }

    [Fact]
    public async Task An_exception_loses_its_other_fields()
    {
        Assert.Null((await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.FailAsync("argument"))).ActualValue);
        Assert.Null((await Assert.ThrowsAsync<FileNotFoundException>(() => Grain.FailAsync("file"))).FileName);
    }

    [Fact]
    public async Task A_carried_exception_keeps_its_numbered_members()
    {
        var failure = await Assert.ThrowsAsync<CarriedException>(() => Grain.FailAsync("carried"));
        Assert.Equal(("carried", 1, 0), (failure.Message, failure.Detail, failure.Lost));
    }

    [Fact]
    public async Task An_exception_of_an_unknown_type_does_not_reach_a_client() =>
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.FailAsync("local"));

    [Fact]
    public async Task What_a_grain_throws_before_its_task_fails_the_call_too()
    {
        Assert.Equal("at once", (await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.FailAtOnceAsync())).Message);
        Assert.Equal("later", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await Grain.FailLaterAsync())).Message);
    }
}

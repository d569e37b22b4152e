using Orleans.Behaviour.Tests.Clusters;
using Orleans.Concurrency;
using Orleans.Serialization;

namespace Orleans.Behaviour.Tests.Copies;

[Collection("one silo")]
public sealed class CopyTests(OneSilo silo)
{
    [Fact]
    public async Task A_callee_changes_its_own_copy_of_an_argument()
    {
        var box = new Box { Items = ["one"], Note = "changed" };
        var answer = await Grain("copy-1").KeepAsync(box);
        Assert.Equal(["one"], box.Items);
        Assert.Equal(["one", "seen by copy-1, note fresh"], answer.Items);
    }

    [Fact]
    public async Task A_caller_changes_its_own_copy_of_a_result()
    {
        var answer = await Grain("copy-2").KeepAsync(new Box());
        answer.Items.Clear();
        Assert.Single(await Grain("copy-2").KeptAsync());
    }

    [Fact]
    public async Task Arguments_and_results_are_copied_even_between_grains_of_one_silo() =>
        Assert.Equal(["mine", "same: False"], await Grain("copy-3").RelayAsync("copy-3-other"));

    [Fact]
    public async Task Immutable_values_are_shared_on_one_silo() => Assert.True(await Grain("copy-4").SharesFrozenAsync("copy-4-other"));

    [Fact]
    public async Task Cycles_keep_their_shape()
    {
        var box = new Box { Items = ["loop"] };
        box.Inner = box;
        var answer = await Grain("copy-5").KeepAsync(box);
        Assert.Same(answer, answer.Inner);
        Assert.NotSame(box, answer);
    }

    [Fact]
    public async Task Records_arrive_whole()
    {
        var answer = await Grain("copy-6").RecordAsync(new ThawedRecord("name", ["a"]));
        Assert.Equal("name", answer.Name);
        Assert.Equal(["a"], answer.Items);
    }

    [Fact]
    public async Task A_value_can_be_declared_immutable_for_one_call() =>
        Assert.Equal(["x"], (await Grain("copy-7").WrappedAsync(new List<string> { "x" }.AsImmutable())).Value);

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Common_values_travel(object value) => Assert.Equivalent(value, await Grain("copy-8").AnythingAsync(value), strict: true);

    [Fact]
    public async Task A_value_of_an_unknown_type_is_refused_where_it_is_sent()
    {
        var grain = Grain("copy-9");
        await Assert.ThrowsAsync<CodecNotFoundException>(async () => await grain.AnythingAsync(new Stranger()));
    }

    [Fact]
    public async Task References_travel_and_still_call()
    {
        var there = await Grain("copy-10").ReferAsync(Grain("copy-11"));
        Assert.Equal("copy-11", there.GetPrimaryKeyString());
        await there.KeepAsync(new Box());
        Assert.Single(await Grain("copy-11").KeptAsync());
        Assert.Equal(Grain("copy-10"), await Grain("copy-10").SelfAsync());
    }

    public static TheoryData<object> Values() =>
    [
        1, 2L, 3.5, 4m, true, 'c', "text", Guid.NewGuid(), DateTimeOffset.UtcNow, TimeSpan.FromSeconds(1), DayOfWeek.Friday,
        new Uri("http://x/y"), new Version(1, 2), new byte[] { 1, 2 }, new[] { "a", "b" }, new[,] { { 1, 2 }, { 3, 4 } },
        new List<int> { 1 }, new Dictionary<string, List<int>> { ["a"] = [1] }, new HashSet<int> { 1 }, (1, "two"), Tuple.Create(1, "two"),
        KeyValuePair.Create(1, 2), new Queue<int>([1, 2]), new Stack<int>([1, 2]), new SortedDictionary<int, int> { [1] = 2 },
    ];

    private ICopyGrain Grain(string key) => silo.Client.GetGrain<ICopyGrain>(key);
}

using OrleansBridge.Hosting.Api;

namespace OrleansBridge.Cli.Tests.Api;

public sealed class TestAddressTests
{
    [Theory]
    [InlineData("/api/tests/run%2Fmodel%2Fchrome%2Fwasm", "run/model/chrome/wasm", null)]
    [InlineData("/api/tests/run/model/chrome/wasm", "run/model/chrome/wasm", null)]
    [InlineData("/api/tests/run/model/wait?since=3", "run/model", "wait")]
    [InlineData("/api/tests/run%2Fmodel/events", "run/model", "events")]
    [InlineData("/api/tests/model%2Fwait", "model/wait", null)]
    [InlineData("/api/tests/100%25", "100%", null)]
    [InlineData("http://127.0.0.1:80/api/tests/a/wait", "a", "wait")]
    public void Slashes_belong_to_the_id_and_only_a_literal_last_segment_is_a_verb(string target, string id, string? verb)
    {
        Assert.Equal(new TestAddress(id, verb), TestAddress.Parse(target, "wait", "events"));
    }
}

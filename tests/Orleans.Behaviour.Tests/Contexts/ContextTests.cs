using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Contexts;

[Collection("one silo")]
public sealed class ContextTests(OneSilo silo)
{
    [Fact]
    public async Task The_request_context_follows_the_calls_and_nothing_else_does()
    {
        RequestContext.Set("key", "value");
        ContextGrain.Ambient.Value = "from the caller";
        try
        {
            Assert.Equal("value/none value/none", await silo.Client.GetGrain<IContextGrain>("context").ReadAsync(1));
            Assert.Equal("value", RequestContext.Get("key"));
        }
        finally
        {
            RequestContext.Clear();
            ContextGrain.Ambient.Value = null;
        }

        Assert.Equal("none/none", await silo.Client.GetGrain<IContextGrain>("context").ReadAsync(0));
    }
}

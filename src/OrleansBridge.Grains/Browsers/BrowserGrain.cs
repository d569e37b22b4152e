using OrleansBridge.Execution;

namespace OrleansBridge.Grains.Browsers;

[GrainType("bridge.browser")]
internal sealed class BrowserGrain(IGrainFactory grains) : Grain, IBrowserGrain
{
    public async Task<BrowserSnapshot?> GetAsync()
    {
        var browsers = await grains.GetGrain<IBalancerGrain>(Pools.Default).GetBrowsersAsync();
        return browsers.FirstOrDefault(b => b.Id == this.GetPrimaryKeyString());
    }
}

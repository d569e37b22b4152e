using OrleansBridge.Execution;

namespace OrleansBridge.Grains;

/// <summary>Address and read model of one browser instance, fed by heartbeats. Key: worker/type/index.</summary>
[Alias("bridge.IBrowserGrain")]
public interface IBrowserGrain : IGrainWithStringKey
{
    /// <summary>The instance as last heard, or null when it is not running.</summary>
    [Alias("Get")]
    Task<BrowserSnapshot?> GetAsync();
}

namespace OrleansBridge.Cluster.Tests.Providers;

[Alias("test.IClockGrain")]
public interface IClockGrain : IGrainWithStringKey
{
    [Alias("Set")]
    Task SetAsync(string name, TimeSpan period);

    [Alias("Names")]
    Task<List<string>> NamesAsync();

    [Alias("Unset")]
    Task UnsetAsync(string name);
}

namespace Orleans;

/// <summary>A client of a cluster: another host's, or a silo's own.</summary>
public interface IClusterClient : IGrainFactory
{
    IServiceProvider ServiceProvider { get; }
}

namespace Orleans;

/// <summary>Stands between calls and the grains of a silo. Registered as a service; the first one is the outermost.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Sees one call, and makes it by <see cref="IGrainCallContext.Invoke"/>.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A grain class: its type and what its attributes ask for.</summary>
internal sealed class GrainClass
{
    public GrainClass(Type type)
    {
        Class = type;
        Type = type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, type) ?? ByConvention(type);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        AgeLimit = type.GetCustomAttribute<CollectionAgeLimitAttribute>() is { } limit
            ? limit.AlwaysActive ? Timeout.InfiniteTimeSpan : limit.AgeLimit
            : type.IsDefined(typeof(KeepAliveAttribute)) ? Timeout.InfiniteTimeSpan : null;
        LocalWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>() is { } stateless ? stateless.MaxLocalWorkers ?? Environment.ProcessorCount : null;
    }

    public Type Class { get; }

    public GrainType Type { get; }

    public bool Reentrant { get; }

    /// <summary>How long an activation may be idle; infinite for ever, null for the silo's default.</summary>
    public TimeSpan? AgeLimit { get; }

    /// <summary>How many activations of one id a silo may have; null for grains that have one in the cluster.</summary>
    public int? LocalWorkers { get; }

    /// <summary>Makes the grain, its facets included. The activation's turn must be running.</summary>
    public object Create(Activation activation)
    {
        try
        {
            var facets = FacetParameters().Select(p => Facet(activation, p.Parameter, p.Metadata)).ToArray();
            return ActivatorUtilities.CreateInstance(activation.ActivationServices, Class, facets);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Failed to create an instance of grain type '{Class}'. See {nameof(Exception.InnerException)} for details.", exception);
        }
    }

    private IEnumerable<(ParameterInfo Parameter, IFacetMetadata Metadata)> FacetParameters() =>
        from parameter in Class.GetConstructors().FirstOrDefault()?.GetParameters() ?? []
        let metadata = parameter.GetCustomAttributes().OfType<IFacetMetadata>().FirstOrDefault()
        where metadata is not null
        select (parameter, metadata);

    private object Facet(Activation activation, ParameterInfo parameter, IFacetMetadata metadata)
    {
        var make = typeof(GrainClass).GetMethod(nameof(MakeFacet), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(metadata.GetType());
        return make.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [activation, parameter, metadata], null)!;
    }

    private object MakeFacet<TMetadata>(Activation activation, ParameterInfo parameter, TMetadata metadata)
        where TMetadata : IFacetMetadata
    {
        var mapper = activation.ActivationServices.GetService<IAttributeToFactoryMapper<TMetadata>>()
            ?? throw new OrleansException($"Missing attribute mapper for attribute {typeof(TMetadata)} used in grain constructor for grain type {Class}.");
        return mapper.GetFactory(parameter, metadata)(activation);
    }

    private static GrainType ByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name);
    }
}

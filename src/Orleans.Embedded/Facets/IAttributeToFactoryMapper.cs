using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Makes a grain's constructor argument from the attribute on its parameter.</summary>
public interface IAttributeToFactoryMapper<in TMetadata>
    where TMetadata : IFacetMetadata
{
    Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, TMetadata metadata);
}

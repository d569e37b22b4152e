using Orleans.Runtime;

namespace Orleans;

/// <summary>The grain type of a grain class. Default: the class name in lower case without <c>Grain</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    private readonly GrainType _type = GrainType.Create(grainType);

    public GrainType GetGrainType(IServiceProvider services, Type type) => _type;
}

namespace Orleans;

/// <summary>Marks a type whose values may travel in calls.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether primary constructor parameters travel. Always so for records.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}

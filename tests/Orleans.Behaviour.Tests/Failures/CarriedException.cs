namespace Orleans.Behaviour.Tests.Failures;

/// <summary>An exception that says how it is carried.</summary>
[GenerateSerializer, Alias("behaviour.CarriedException")]
public sealed class CarriedException : Exception
{
    public CarriedException(string message)
        : base(message)
    {
    }

    [Id(0)] public int Detail { get; set; }

    [field: NonSerialized] public int Lost { get; set; }
}

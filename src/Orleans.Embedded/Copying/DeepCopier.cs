using Orleans.Embedded;

namespace Orleans.Serialization;

/// <summary>Deep-copies values as calls do.</summary>
public sealed class DeepCopier
{
    private readonly Copier _copier;

    internal DeepCopier(Copier copier) => _copier = copier;

    public T? Copy<T>(T? value) => (T?)_copier.Copy(value);
}

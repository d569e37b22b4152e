using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Embedded;

/// <summary>Copies a value; null in place of one says that the value may be shared.</summary>
internal delegate object CopyValue(object value, CopyContext context);

/// <summary>Deep-copies what travels in calls, by the rules of Orleans' serializer.</summary>
internal sealed class Copier(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, CopyValue?> _copiers = new();
    private readonly ConcurrentDictionary<Type, bool> _checked = new();

    public object? Copy(object? value, CallRuntime? destination = null) => new CopyContext(this, destination).Copy(value);

    public Exception Copy(Exception value) => new CopyContext(this, null).CopyException(value);

    /// <summary>How values of exactly this type are copied, or null where they are shared.</summary>
    /// <exception cref="CodecNotFoundException">Nobody said how to carry the type.</exception>
    public CopyValue? CopierOf(Type type) => _copiers.TryGetValue(type, out var known) ? known : _copiers.GetOrAdd(type, Create);

    /// <summary>Refuses a declared type that could never travel.</summary>
    public void Check(Type type)
    {
        if (type.IsInterface || type.IsAbstract || type.IsGenericParameter || !_checked.TryAdd(type, true))
        {
            return;
        }

        var copier = CopierOf(type);
        foreach (var part in copier is null ? type.GenericTypeArguments : [.. type.GenericTypeArguments, .. Members.FieldsOf(type).Select(f => f.FieldType)])
        {
            Check(part);
        }

        if (type.GetElementType() is { } element)
        {
            Check(element);
        }
    }

    private CopyValue? Create(Type type)
    {
        if (Shared.Contains(type))
        {
            return null;
        }

        if (typeof(GrainReference).IsAssignableFrom(type))
        {
            return (value, context) => context.Destination is { } there ? ((GrainReference)value).Through(there) : value;
        }

        if (typeof(IAddressable).IsAssignableFrom(type) && typeof(IGrainBase).IsAssignableFrom(type))
        {
            return (value, _) => ((IGrainBase)value).GrainContext.GrainReference;
        }

        if (typeof(IGrainObserver).IsAssignableFrom(type))
        {
            throw new NotSupportedException($"IGrainObserver parameters must be GrainReference or Grain and cannot be type {type}. Did you forget to CreateObjectReference?");
        }

        return Members.CopierOf(type)
            ?? Collections.CopierOf(type)
            ?? Surrogates.CopierOf(type, services)
            ?? (typeof(Exception).IsAssignableFrom(type) ? static (value, context) => context.CopyException((Exception)value) : (CopyValue?)null)
            ?? throw new CodecNotFoundException($"Could not find a copier for type {type}.");
    }
}

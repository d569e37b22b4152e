using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Embedded;

/// <summary>Copies a type through the surrogate that a registered converter makes of it.</summary>
internal static class Surrogates
{
    public static CopyValue? CopierOf(Type type, IServiceProvider services)
    {
        foreach (var converter in Applications.Types.Where(t => t.IsDefined(typeof(RegisterConverterAttribute), false)))
        {
            var closed = converter.IsGenericTypeDefinition && type.IsConstructedGenericType && converter.GetGenericArguments().Length == type.GenericTypeArguments.Length
                ? converter.MakeGenericType(type.GenericTypeArguments)
                : converter;
            var shape = closed.GetInterfaces().FirstOrDefault(i =>
                i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConverter<,>) && i.GenericTypeArguments[0] == type);
            if (shape is not null)
            {
                var copy = typeof(Surrogates).GetMethod(nameof(Copier), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(shape.GenericTypeArguments);
                return (CopyValue)copy.Invoke(null, [ActivatorUtilities.GetServiceOrCreateInstance(services, closed)])!;
            }
        }

        return null;
    }

    private static CopyValue Copier<TValue, TSurrogate>(IConverter<TValue, TSurrogate> converter)
        where TSurrogate : struct => (value, context) =>
        {
            var surrogate = converter.ConvertToSurrogate((TValue)value);
            return converter.ConvertFromSurrogate((TSurrogate)context.Copy(surrogate)!)!;
        };
}

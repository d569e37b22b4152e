using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Serialization;
using Orleans.Serialization;

namespace Orleans.Embedded;

/// <summary>
/// Carries exceptions as Orleans does between silos: type, message, inner exception, HResult, data and stack trace.
/// Other fields are lost, unless the type has <see cref="GenerateSerializerAttribute"/>; types of other namespaces than
/// System and Microsoft cannot travel at all without it.
/// </summary>
internal static class Exceptions
{
    public static Exception CopyException(this CopyContext context, Exception value)
    {
        var type = value.GetType();
        var generated = type.IsDefined(typeof(GenerateSerializerAttribute), false);
        if (!generated && !IsKnown(type))
        {
            return new CodecNotFoundException($"Could not find a codec for type {type}.");
        }

        var copy = type.GetConstructor(Type.EmptyTypes) is null
            ? (Exception)RuntimeHelpers.GetUninitializedObject(type)
            : (Exception)Activator.CreateInstance(type)!;
        SetBase(copy, value, value.InnerException is { } inner ? context.CopyException(inner) : null);
        if (generated)
        {
            Members.CopyMembers([.. Members.FieldsOf(type)], value, copy, context);
        }

        return copy;
    }

    private static bool IsKnown(Type type) =>
        type.Namespace is { } space
        && (space.StartsWith("System", StringComparison.Ordinal) || space.StartsWith("Microsoft", StringComparison.Ordinal) || space.StartsWith("Azure", StringComparison.Ordinal));

    private static void SetBase(Exception copy, Exception original, Exception? inner)
    {
#pragma warning disable SYSLIB0050, SYSLIB0051 // the only way to set what Exception keeps to itself
        var info = new SerializationInfo(typeof(Exception), new FormatterConverter());
        info.AddValue("ClassName", original.GetType().ToString(), typeof(string));
        info.AddValue("Message", original.Message, typeof(string));
        info.AddValue("Data", null, typeof(System.Collections.IDictionary));
        info.AddValue("InnerException", inner, typeof(Exception));
        info.AddValue("HelpURL", null, typeof(string));
        info.AddValue("StackTraceString", null, typeof(string));
        info.AddValue("RemoteStackTraceString", null, typeof(string));
        info.AddValue("HResult", original.HResult);
        info.AddValue("Source", null, typeof(string));
        Construct(copy, info, new StreamingContext(StreamingContextStates.All));
#pragma warning restore SYSLIB0050, SYSLIB0051
        foreach (System.Collections.DictionaryEntry entry in original.Data)
        {
            copy.Data[entry.Key] = entry.Value;
        }

        if (original.StackTrace is { } trace)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(copy, trace);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")]
    private static extern void Construct(Exception exception, SerializationInfo info, StreamingContext context);
}

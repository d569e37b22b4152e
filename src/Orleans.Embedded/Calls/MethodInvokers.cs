using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Orleans.Embedded;

/// <summary>Compiled calls of interface methods, whatever task they return.</summary>
internal static class MethodInvokers
{
    private static readonly ConcurrentDictionary<MethodInfo, Func<object, object?[], ValueTask<object?>>> Compiled = new();

    public static Func<object, object?[], ValueTask<object?>> Of(MethodInfo method) => Compiled.GetOrAdd(method, Compile);

    private static Func<object, object?[], ValueTask<object?>> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select((p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType)));
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)))
            : Expression.Call(AwaiterOf(method.ReturnType), call);
        return Expression.Lambda<Func<object, object?[], ValueTask<object?>>>(body, target, arguments).Compile();
    }

    private static MethodInfo AwaiterOf(Type returned)
    {
        var open = returned.IsGenericType ? returned.GetGenericTypeDefinition() : returned;
        var name = open == typeof(Task) ? nameof(OfTask)
            : open == typeof(ValueTask) ? nameof(OfValueTask)
            : open == typeof(Task<>) ? nameof(OfTaskResult)
            : open == typeof(ValueTask<>) ? nameof(OfValueTaskResult)
            : throw new NotSupportedException($"Grain methods return Task, Task<T>, ValueTask, ValueTask<T> or void, not {returned}.");
        var awaiter = typeof(MethodInvokers).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
        return returned.IsGenericType ? awaiter.MakeGenericMethod(returned.GenericTypeArguments) : awaiter;
    }

    private static async ValueTask<object?> OfTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> OfValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> OfTaskResult<T>(Task<T> task) => await task;

    private static async ValueTask<object?> OfValueTaskResult<T>(ValueTask<T> task) => await task;
}

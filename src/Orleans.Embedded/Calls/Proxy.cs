using System.Runtime.ExceptionServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What emitted proxies derive from. Each of their methods packs its arguments and calls one of these.</summary>
internal abstract class Proxy(CallRuntime runtime, GrainId grainId, Type type) : GrainReference(runtime, grainId)
{
    public override string InterfaceName => type.FullName!;

    internal override GrainReference Through(CallRuntime runtime) => runtime.Factory.Refer(type, GrainId);

    internal void CallOneWay(int method, object?[] arguments) => _ = CallTask(method, arguments);

    internal Task CallTask(int method, object?[] arguments) => Done(CallRuntime.SendAsync(GrainId, type, method, arguments));

    internal Task<T> CallTaskResult<T>(int method, object?[] arguments) => Done<T>(CallRuntime.SendAsync(GrainId, type, method, arguments));

    internal ValueTask CallValueTask(int method, object?[] arguments) => new(CallTask(method, arguments));

    internal ValueTask<T> CallValueTaskResult<T>(int method, object?[] arguments) => new(CallTaskResult<T>(method, arguments));

    private static async Task Done(ValueTask<CallResponse> call) => Throw(await call.ConfigureAwait(false));

    private static async Task<T> Done<T>(ValueTask<CallResponse> call)
    {
        var response = await call.ConfigureAwait(false);
        Throw(response);
        return (T)response.Result!;
    }

    private static void Throw(CallResponse response)
    {
        if (response.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}

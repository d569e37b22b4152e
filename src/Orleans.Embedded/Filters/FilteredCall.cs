using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One call on its way through the filters to its grain.</summary>
internal sealed class FilteredCall(CallRequest request, CallStep last, IIncomingGrainCallFilter[] filters) : IIncomingGrainCallContext
{
    private int _passed;

    public CallResponse Response { get; private set; } = CallResponse.Of(null);

    public object Grain => request.Instance!;

    public GrainId TargetId => request.Target;

    public MethodInfo InterfaceMethod => request.Method.Method;

    public string MethodName => request.Method.Method.Name;

    public object? Result
    {
        get => Response.Result;
        set => Response.Result = value;
    }

    public async Task Invoke()
    {
        if (_passed < filters.Length)
        {
            await filters[_passed++].Invoke(this);
            return;
        }

        Response = await last(request);
        if (Response.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}

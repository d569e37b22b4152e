using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One call on its way through the filters to its grain.</summary>
internal sealed class FilteredCall(CallRequest request, CallStep last, IIncomingGrainCallFilter[] filters) : IIncomingGrainCallContext
{
    private int _passed;

    /// <summary>Null until the call was made, or a filter has answered it.</summary>
    public CallResponse? Response { get; private set; }

    public object Grain => request.Instance!;

    public GrainId TargetId => request.Target;

    public MethodInfo InterfaceMethod => request.Method.Method;

    public string MethodName => request.Method.Method.Name;

    public object? Result
    {
        get => Response?.Result;
        set => Response = CallResponse.Of(value);
    }

    public async Task Invoke()
    {
        if (_passed < filters.Length)
        {
            var filter = filters[_passed++];
            await filter.Invoke(this);
            if (Response is null)
            {
                throw new InvalidOperationException($"The filter {filter.GetType().Name} neither made the call nor set its result.");
            }

            return;
        }

        Response = await last(request);
        if (Response.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}

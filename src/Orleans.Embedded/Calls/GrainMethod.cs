using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Embedded;

/// <summary>One method of a grain or observer interface: what its attributes ask for, and both halves of a call.</summary>
internal sealed class GrainMethod
{
    public GrainMethod(MethodInfo method, CallStep dispatch, IEnumerable<ICallParticipant> participants)
    {
        Method = method;
        Invoke = MethodInvokers.Of(method);
        OneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        var parameters = method.GetParameters();
        SharesArgument = [.. parameters.Select(p => p.IsDefined(typeof(ImmutableAttribute)) || p.ParameterType == typeof(CancellationToken))];
        SharesResult = method.ReturnParameter.IsDefined(typeof(ImmutableAttribute));
        TokenIndex = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
        (Send, Run) = (dispatch, request => InvokeAsync(this, request));
        foreach (var participant in participants.Reverse().Where(p => p.AppliesTo(method)))
        {
            var (send, run) = (Send, Run);
            Send = request => participant.SendAsync(request, send);
            Run = request => participant.InvokeAsync(request, run);
        }
    }

    /// <summary>The interface's method.</summary>
    public MethodInfo Method { get; }

    public bool OneWay { get; }

    public bool AlwaysInterleave { get; }

    public bool ReadOnly { get; }

    /// <summary>Null: the messaging options' time-out.</summary>
    public TimeSpan? ResponseTimeout { get; }

    /// <summary>Which arguments travel without a copy.</summary>
    public bool[] SharesArgument { get; }

    public bool SharesResult { get; }

    /// <summary>Where the cancellation token is among the arguments, or -1.</summary>
    public int TokenIndex { get; }

    /// <summary>Calls the method on its implementation.</summary>
    public Func<object, object?[], ValueTask<object?>> Invoke { get; }

    /// <summary>The caller's half, participants included.</summary>
    public CallStep Send { get; }

    /// <summary>The callee's half, participants included.</summary>
    public CallStep Run { get; }

    public override string ToString() => $"{Method.DeclaringType?.FullName}.{Method.Name}";

    private static async ValueTask<CallResponse> InvokeAsync(GrainMethod method, CallRequest request)
    {
        try
        {
            return CallResponse.Of(await method.Invoke(request.Instance!, request.Arguments));
        }
        catch (Exception exception)
        {
            return CallResponse.Failed(exception);
        }
    }
}

using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One call under way, from the sender's callback to the activation's turn.</summary>
internal sealed class Message : Turn
{
    /// <summary>How many activations a call may meet as they end.</summary>
    public const int MaxForwards = 2;

    private static long lastId;
    private int _forwards;
    private readonly TaskCompletionSource<CallResponse>? _reply;
    private readonly long _sent;
    private volatile Activation? _runner;

    public Message(CallRequest request, CallRuntime sender, GrainId sendingGrain, TimeSpan timeout)
    {
        Request = request;
        Sender = sender;
        SendingGrain = sendingGrain;
        Timeout = timeout;
        Context = RequestContext.Export(sender.Copier);
        AlwaysInterleave = request.Method.AlwaysInterleave;
        ReadOnly = request.Method.ReadOnly;
        _sent = sender.Time.GetTimestamp();
        _reply = request.Method.OneWay ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);
        Cancellation = request.Method.TokenIndex < 0 ? null : new();
    }

    public long Id { get; } = Interlocked.Increment(ref lastId);

    public CallRequest Request { get; }

    public CallRuntime Sender { get; }

    public GrainId SendingGrain { get; }

    public TimeSpan Timeout { get; }

    /// <summary>The caller's request context.</summary>
    public Dictionary<string, object>? Context { get; }

    /// <summary>The callee's token, when the method takes one.</summary>
    public CancellationTokenSource? Cancellation { get; }

    /// <summary>Where the call went; when that silo dies, so does the call.</summary>
    public Silo? TargetSilo { get; set; }

    public Task<CallResponse>? Reply => _reply?.Task;

    public bool Expired => Sender.Time.GetElapsedTime(_sent) > Timeout;

    public override bool Abandoned => Expired || _reply?.Task.IsCompleted == true;

    public override Guid ReentrancyId => RequestContext.ReentrancyIdOf(Context);

    public void Complete(CallResponse response)
    {
        if (_reply?.TrySetResult(response) == true)
        {
            Sender.Forget(this);
        }
    }

    /// <summary>Counts another activation that ended before it ran the call.</summary>
    public bool MayGoOn() => _forwards++ < MaxForwards;

    /// <summary>Cancels the callee's token, in a turn of its own once the call runs there.</summary>
    public void CancelCallee()
    {
        if (_runner is { } activation)
        {
            activation.Post(Cancellation!.Cancel);
        }
        else
        {
            Cancellation!.Cancel();
        }
    }

    public void Fail(Exception exception) => Complete(CallResponse.Failed(exception));

    public void TimeOut() =>
        Fail(new TimeoutException($"Response did not arrive on time in {Timeout} for message: {this}. "));

    public override Task RunAsync(Activation activation) => RunAsync(activation.TargetOf(Request.Interface), activation.Silo.Runtime, activation);

    /// <summary>Runs the call on a grain or an observer and answers it.</summary>
    public async Task RunAsync(object instance, CallRuntime callee, Activation? activation = null)
    {
        if (Context is not null)
        {
            RequestContext.Import(Context);
        }

        _runner = activation;
        CallResponse response;
        try
        {
            var method = Request.Method = callee.Interface(Request.Interface).Methods[Request.MethodIndex];
            Request.Instance = instance;
            if (Cancellation is not null)
            {
                Request.Arguments[method.TokenIndex] = Cancellation.Token;
            }

            response = await method.Run(Request);
            response.Result = method.SharesResult ? response.Result : callee.Copier.Copy(response.Result, Sender);
        }
        catch (Exception exception)
        {
            response = CallResponse.Failed(exception);
        }

        if (response.Exception is { } failure)
        {
            activation?.OnFailedCall(failure);
            response.Exception = callee.Copier.Copy(failure);
        }

        Complete(response);
    }

    public override string ToString()
    {
        var kind = _reply is null ? "OneWay" : "Request";
        var flags = (ReadOnly ? "ReadOnly " : "") + (AlwaysInterleave ? "IsAlwaysInterleave " : "");
        return $"{flags}{kind} [{Sender.Silo?.Address} {SendingGrain}]->[{TargetSilo?.Address} {Request.Target}] {Request.Method} #{Id}";
    }
}

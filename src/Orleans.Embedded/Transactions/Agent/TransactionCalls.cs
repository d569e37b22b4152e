using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;

namespace Orleans.Transactions;

/// <summary>
/// Carries transactions along with the calls of methods that have a <see cref="TransactionAttribute"/>. A call that starts
/// one also ends it, before it answers.
/// </summary>
internal sealed class TransactionCalls(IServiceProvider services) : ICallParticipant
{
    private const string Header = "transaction";

    private readonly ConcurrentDictionary<MethodInfo, TransactionOption> _options = new();

    /// <summary>Where transactions are switched on there is one. It calls grains itself, so it cannot be had before the first call.</summary>
    private readonly Lazy<TransactionAgent?> _agent = new(services.GetService<TransactionAgent>);

    private TransactionAgent Agent => _agent.Value ?? throw new OrleansTransactionsDisabledException();

    public bool AppliesTo(MethodInfo method) => method.IsDefined(typeof(TransactionAttribute));

    public async ValueTask<CallResponse> SendAsync(CallRequest request, CallStep next)
    {
        var option = OptionOf(request);
        var ambient = TransactionContext.Current;
        if (option == TransactionOption.Join && ambient is null)
        {
            throw new NotSupportedException("Call cannot be made outside of a transaction.");
        }

        if (option == TransactionOption.NotAllowed && ambient is not null)
        {
            throw new NotSupportedException("Call cannot be made within a transaction.");
        }

        if (ambient is null || option is TransactionOption.Create or TransactionOption.Suppress)
        {
            return await next(request);
        }

        request.SetHeader(Header, ambient.Fork());
        var response = await next(request);
        if (response.GetHeader(Header) is TransactionInfo returned)
        {
            ambient.Return(returned);
        }

        return response;
    }

    public async ValueTask<CallResponse> InvokeAsync(CallRequest request, CallStep next)
    {
        var joined = request.GetHeader(Header) as TransactionInfo;
        var info = joined ?? Start(request);
        TransactionContext.Current = info;
        var response = await next(request);
        if (info is null)
        {
            return response;
        }

        info.ReconcilePending();
        if (response.Exception is { } exception)
        {
            Agent.Fail(info, exception);
        }

        var failure = joined is null ? await Agent.CompleteAsync(info) : info.MustAbort;
        if (failure is not null)
        {
            response = CallResponse.Failed(failure);
        }

        if (joined is not null)
        {
            response.SetHeader(Header, info.Snapshot());
        }

        return response;
    }

    private TransactionInfo? Start(CallRequest request)
    {
        var needed = OptionOf(request) is TransactionOption.Create or TransactionOption.CreateOrJoin or TransactionOption.Join;
        return needed ? Agent.Start(request.Method.ReadOnly) : null;
    }

    private TransactionOption OptionOf(CallRequest request) =>
        _options.GetOrAdd(request.Method.Method, m => m.GetCustomAttribute<TransactionAttribute>()!.Requirement);
}

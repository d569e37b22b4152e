using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Embedded;

/// <summary>Leads calls through the silo's incoming filters, where it has any.</summary>
internal sealed class FilteredCalls(IServiceProvider services) : ICallParticipant
{
    // Filters may call grains: they cannot be had before the first call.
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
    private readonly bool _any = services.GetService<IServiceProviderIsService>()?.IsService(typeof(IIncomingGrainCallFilter)) ?? false;

    /// <summary>Observers are no grains.</summary>
    public bool AppliesTo(MethodInfo method) => _any && !typeof(IGrainObserver).IsAssignableFrom(method.DeclaringType);

    public ValueTask<CallResponse> SendAsync(CallRequest request, CallStep next) => next(request);

    public async ValueTask<CallResponse> InvokeAsync(CallRequest request, CallStep next)
    {
        var call = new FilteredCall(request, next, _filters.Value);
        try
        {
            await call.Invoke();
            return call.Response!;
        }
        catch (Exception exception)
        {
            return CallResponse.Failed(exception);
        }
    }
}

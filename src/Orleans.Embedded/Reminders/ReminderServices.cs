using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What reminders need on a silo besides their table.</summary>
internal static class ReminderServices
{
    public static void AddTo(IServiceCollection services)
    {
        services.TryAddSingleton<ReminderService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, ReminderService>(s => s.GetRequiredService<ReminderService>()));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;

namespace Orleans.Hosting;

public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Reminders that live as long as the cluster does.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        ReminderServices.AddTo(builder.Services);
        builder.Services.AddSingleton<IReminderTable>(s => s.GetRequiredService<CallRuntime>().Cluster.MemoryReminders);
        return builder;
    }
}

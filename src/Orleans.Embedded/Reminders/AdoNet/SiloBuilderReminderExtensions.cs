using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Embedded;

namespace Orleans.Hosting;

public static class SiloBuilderReminderExtensions
{
    /// <summary>Reminders in a database, which has Orleans' tables and statements.</summary>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions)
    {
        ReminderServices.AddTo(builder.Services);
        builder.Services.AddSingleton<IReminderTable, AdoNetReminderTable>();
        builder.Services.Configure(configureOptions);
        return builder;
    }
}

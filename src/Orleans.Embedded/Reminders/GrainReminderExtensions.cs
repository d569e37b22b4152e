using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

public static class GrainReminderExtensions
{
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        ((IGrainBase)grain).RegisterOrUpdateReminder(reminderName, dueTime, period);

    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        grain is IRemindable
            ? Service(grain).RegisterAsync(grain.GrainContext.GrainId, reminderName, dueTime, period)
            : throw new InvalidOperationException($"Grain {grain.GrainContext.GrainId} is not '{nameof(IRemindable)}'. A grain should implement {nameof(IRemindable)} to use the persistent reminder service");

    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period, CancellationToken cancellationToken) =>
        grain.RegisterOrUpdateReminder(reminderName, dueTime, period).WaitAsync(cancellationToken);

    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => ((IGrainBase)grain).UnregisterReminder(reminder);

    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => Service(grain).UnregisterAsync(reminder);

    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => ((IGrainBase)grain).GetReminder(reminderName);

    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return Service(grain).FindAsync(grain.GrainContext.GrainId, reminderName);
    }

    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName, CancellationToken cancellationToken) =>
        grain.GetReminder(reminderName).WaitAsync(cancellationToken);

    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => ((IGrainBase)grain).GetReminders();

    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => Service(grain).OfAsync(grain.GrainContext.GrainId);

    private static ReminderService Service(IGrainBase grain) => grain.GrainContext.ActivationServices.GetService<ReminderService>()
        ?? throw new OrleansConfigurationException("The reminder service has not been configured: call ISiloBuilder.UseAdoNetReminderService or UseInMemoryReminderService.");
}

namespace Orleans.Behaviour.Tests.Reminders;

[Alias("behaviour.IRemindedGrain")]
public interface IRemindedGrain : IGrainWithStringKey
{
    [Alias("Register")]
    Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period);

    [Alias("Names")]
    Task<List<string>> NamesAsync();

    [Alias("Unregister")]
    Task<bool> UnregisterAsync(string name);

    [Alias("End")]
    Task EndAsync();
}

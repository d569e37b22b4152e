namespace Orleans.Behaviour.Tests.Persistence;

[Alias("behaviour.IKeptGrain")]
public interface IKeptGrain : IGrainWithStringKey
{
    [Alias("SeenAtActivation")]
    Task<string?> SeenAtActivationAsync();

    [Alias("Write")]
    Task WriteAsync(string text);

    [Alias("Change")]
    Task ChangeWithoutWritingAsync(string text);

    [Alias("Reread")]
    Task<string?> RereadAsync();

    [Alias("Clear")]
    Task<bool> ClearAsync();

    [Alias("WriteOutdated")]
    Task WriteOutdatedAsync(string text);

    [Alias("End")]
    Task EndAsync();
}

namespace Orleans.Behaviour.Tests.Failures;

[Alias("behaviour.IFailingGrain")]
public interface IFailingGrain : IGrainWithStringKey
{
    /// <summary>Throws: argument, file, aggregate, carried or local.</summary>
    [Alias("Fail")]
    Task FailAsync(string kind);

    /// <summary>Throws before it returns a task.</summary>
    [Alias("FailAtOnce")]
    Task<int> FailAtOnceAsync();

    [Alias("FailLater")]
    ValueTask<int> FailLaterAsync();
}

namespace OrleansBridge.Grains;

/// <summary>The owner of one concurrency key. Key: the concurrency key.</summary>
[Alias("bridge.IConcurrencyKeyGrain")]
public interface IConcurrencyKeyGrain : IGrainWithStringKey
{
    /// <summary>Takes the key for a test. Joins the caller's transaction.</summary>
    /// <returns>False when another test holds it.</returns>
    [Alias("Take"), Transaction(TransactionOption.Join)]
    Task<bool> TakeAsync(string testId);

    /// <summary>Gives the key back if the test holds it. Joins the caller's transaction.</summary>
    [Alias("Release"), Transaction(TransactionOption.Join)]
    Task ReleaseAsync(string testId);
}

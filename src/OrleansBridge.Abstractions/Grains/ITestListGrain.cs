using OrleansBridge.Testing;

namespace OrleansBridge.Grains;

/// <summary>Lists tests from the committed views. A stateless worker; any integer key.</summary>
[Alias("bridge.ITestListGrain")]
public interface ITestListGrain : IGrainWithIntegerKey
{
    /// <summary>One page of tests.</summary>
    [Alias("List")]
    Task<TestPage> ListAsync(TestQuery query);
}

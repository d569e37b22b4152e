using System.Globalization;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>What decides whether any place is free for a test: tests that need the same share the answer.</summary>
internal static class TestNeeds
{
    /// <summary>The needs as a key, with the type of the model; which model it is, is not in it.</summary>
    public static string Of(TestRequirements test)
    {
        var (browsers, backend) = (test.BrowserRequirements, test.Backend);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{browsers.Required}\n{browsers.Preferred}\n{string.Join(',', browsers.Excluded)}\n{backend.Required}\n{backend.Preferred}\n{test.MinimumMemory}\n{test.Exclusive}\n{test.ModelType}");
    }
}

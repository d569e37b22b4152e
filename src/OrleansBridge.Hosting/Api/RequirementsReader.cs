using System.Text.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Hosting.Api;

/// <summary>Reads one test or an array of tests; every error names its field.</summary>
internal static class RequirementsReader
{
    /// <returns>The tests, whether they came as an array, and what could not be read.</returns>
    internal static (IReadOnlyList<TestRequirements> Tests, bool Batch, IReadOnlyList<RequirementError> Errors) Read(string json)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return ([], false, [new RequirementError("", $"this is not JSON: {e.Message}")]);
        }

        if (root.ValueKind != JsonValueKind.Array)
        {
            var (test, error) = StrictReader.Read<TestRequirements>(root.GetRawText());
            return test is null ? ([], false, [error!]) : ([test], false, []);
        }

        var read = root.EnumerateArray().Select(e => StrictReader.Read<TestRequirements>(e.GetRawText())).ToList();
        var errors = read.Select((r, i) => r.Error is { } e ? e with { Field = $"[{i}].{e.Field}" } : null).OfType<RequirementError>().ToList();
        return ([.. read.Select(r => r.Value).OfType<TestRequirements>()], true, errors);
    }
}

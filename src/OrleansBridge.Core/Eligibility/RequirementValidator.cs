using OrleansBridge.Testing;

namespace OrleansBridge.Core.Eligibility;

/// <summary>Says what is wrong with requirements in themselves, whatever the farm looks like: every problem, each by its field.</summary>
public static class RequirementValidator
{
    private const int LongestId = 400;

    private static readonly string[] Strategies = ["layer_balanced", "attention_feedforward", "component", "optimal"];

    /// <returns>The problems, empty when there are none.</returns>
    public static IReadOnlyList<RequirementError> Validate(TestRequirements requirements)
    {
        var errors = new List<RequirementError>();
        Id("model_id", requirements.ModelId, errors);
        if (requirements.TestId is { } id)
        {
            Id("test_id", id, errors);
        }

        Check(requirements.Priority is >= 1 and <= 5, "priority", $"is {requirements.Priority}; expected 1 (highest) to 5", errors);
        Check(Finite(requirements.Timeout) && requirements.Timeout is > 0 and <= 86_400, "timeout", $"is {requirements.Timeout}; expected seconds above 0, at most 86400", errors);
        Check(Finite(requirements.Deadline) && requirements.Deadline is > 0 and <= 31_536_000, "deadline", $"is {requirements.Deadline}; expected seconds above 0, at most 31536000", errors);
        Check(requirements.MaxAttempts is >= 1 and <= 100, "max_attempts", $"is {requirements.MaxAttempts}; expected 1 to 100", errors);
        Check(Finite(requirements.MinimumMemory) && requirements.MinimumMemory >= 0, "minimum_memory", $"is {requirements.MinimumMemory}; expected GB, 0 or more", errors);
        Check(requirements.ExpectedDuration is null or >= 0, "expected_duration", $"is {requirements.ExpectedDuration}; expected seconds, 0 or more", errors);
        Check(requirements.Iterations is >= 1 and <= 1_000_000, "iterations", $"is {requirements.Iterations}; expected 1 to 1000000", errors);
        Check(requirements.Warmup is >= 0 and <= 1_000_000, "warmup", $"is {requirements.Warmup}; expected 0 to 1000000", errors);
        Check(!string.IsNullOrWhiteSpace(requirements.ModelType), "model_type", "is empty; expected a model type such as vision", errors);
        Check(requirements.NumShards is null or >= 1 and <= 64, "num_shards", $"is {requirements.NumShards}; expected 1 to 64", errors);
        Check(requirements.ShardingStrategy is null || Strategies.Contains(requirements.ShardingStrategy), "sharding_strategy", $"is '{requirements.ShardingStrategy}'; expected one of {string.Join(", ", Strategies)}", errors);
        Check(!requirements.RequiresSharding, "requires_sharding", "sharded runs are not available in this version; leave it false to run the whole model on one browser", errors);
        Check(requirements.Expected?.AbsoluteTolerance is null or >= 0, "expected.absolute_tolerance", "must be 0 or more", errors);
        Check(requirements.Expected?.RelativeTolerance is null or >= 0, "expected.relative_tolerance", "must be 0 or more", errors);
        Browser(requirements.BrowserRequirements, errors);
        Backend("backend.required", requirements.Backend.Required, errors);
        Backend("backend.preferred", requirements.Backend.Preferred, errors);
        return errors;
    }

    private static void Browser(BrowserRequirements browser, List<RequirementError> errors)
    {
        Check(browser.Required is null || !browser.Excluded.Contains(browser.Required), "browser_requirements.excluded", $"excludes '{browser.Required}', which browser_requirements.required asks for; drop one of them", errors);
        Check(browser.Required is not "", "browser_requirements.required", "is empty; expected a browser type such as chrome, or null", errors);
    }

    private static void Backend(string field, string? backend, List<RequirementError> errors) =>
        Check(backend is null || Backends.Known.Contains(backend), field, $"is '{backend}'; expected one of {string.Join(", ", Backends.Known)}", errors);

    private static void Id(string field, string? id, List<RequirementError> errors)
    {
        Check(!string.IsNullOrWhiteSpace(id), field, "is empty; expected a name", errors);
        Check(id is null || id.Length <= LongestId, field, $"has {id?.Length} characters; expected at most {LongestId}", errors);
        Check(id is null || !id.Any(char.IsControl), field, "has a control character; expected printable text", errors);
    }

    private static bool Finite(double value) => double.IsFinite(value);

    private static void Check(bool ok, string field, string problem, List<RequirementError> errors)
    {
        if (!ok)
        {
            errors.Add(new RequirementError(field, problem));
        }
    }
}

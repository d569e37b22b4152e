using OrleansBridge.Core.Eligibility;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Eligibility;

public class RequirementValidatorTests
{
    public static TheoryData<string, Func<TestRequirements, TestRequirements>> Wrong() => new()
    {
        { "model_id", t => t with { ModelId = " " } },
        { "test_id", t => t with { TestId = new string('x', 401) } },
        { "test_id", t => t with { TestId = "a\nb" } },
        { "priority", t => t with { Priority = 0 } },
        { "priority", t => t with { Priority = 6 } },
        { "timeout", t => t with { Timeout = 0 } },
        { "timeout", t => t with { Timeout = double.NaN } },
        { "deadline", t => t with { Deadline = -1 } },
        { "max_attempts", t => t with { MaxAttempts = 0 } },
        { "minimum_memory", t => t with { MinimumMemory = -1 } },
        { "iterations", t => t with { Iterations = 0 } },
        { "warmup", t => t with { Warmup = -1 } },
        { "num_shards", t => t with { NumShards = 0 } },
        { "sharding_strategy", t => t with { ShardingStrategy = "by_colour" } },
        { "backend.required", t => t with { Backend = new() { Required = "cuda" } } },
        { "backend.preferred", t => t with { Backend = new() { Preferred = "cuda" } } },
        { "browser_requirements.excluded", t => t with { BrowserRequirements = new() { Required = "chrome", Excluded = ["chrome"] } } },
    };

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_value_is_refused_by_its_field(string field, Func<TestRequirements, TestRequirements> spoil)
    {
        var error = Assert.Single(RequirementValidator.Validate(spoil(Farm.Test())));
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public void Defaults_are_right() => Assert.Empty(RequirementValidator.Validate(Farm.Test()));

    [Fact]
    public void Every_problem_is_named_at_once() =>
        Assert.Equal(["priority", "timeout"], RequirementValidator.Validate(Farm.Test() with { Priority = 9, Timeout = -1 }).Select(e => e.Field));
}

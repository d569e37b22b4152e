using System.Text.Json;
using OrleansBridge.Json;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Abstractions.Tests.Json;

public class BridgeJsonTests
{
    [Fact]
    public void Requirements_use_the_documented_names_and_defaults()
    {
        var json = """{"model_id":"m","browser_requirements":{"preferred":"chrome"},"fault_tolerance_level":"high","recovery_strategy":"immediate"}""";
        var requirements = JsonSerializer.Deserialize<TestRequirements>(json, BridgeJson.Strict)!;
        Assert.Equal((3, 600.0, 86_400.0, 5), (requirements.Priority, requirements.Timeout, requirements.Deadline, requirements.MaxAttempts));
        Assert.Equal((FaultToleranceLevel.High, RecoveryStrategy.Immediate), (requirements.FaultToleranceLevel, requirements.RecoveryStrategy));
        Assert.Equal("chrome", requirements.BrowserRequirements.Preferred);
    }

    [Fact]
    public void A_wrong_field_is_refused_by_name()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TestRequirements>("""{"model_id":"m","browser":"x"}""", BridgeJson.Strict));
        Assert.Contains("browser", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_measured_is_null_never_zero()
    {
        var result = new TestResult { TestId = "t", ModelId = "m", ModelType = "vision", Outcome = Outcome.Passed };
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(result, BridgeJson.Options));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("timings").GetProperty("p50_ms").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("memory").GetProperty("pss_mb").ValueKind);
        Assert.Equal("Passed", json.RootElement.GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("test_id,model_id,model_type,epoch,outcome,reason,worker,browser,browser_version,browser_substitute,browser_flags,backend_requested,backend_used,nodes_by_backend,adapter,software_adapter,timings,memory,outputs,max_abs_error,max_rel_error,placement,recovery,shards,compared,attempts,shared,provenance,console_errors,artifacts")]
    public void A_result_has_every_documented_field(string names)
    {
        var result = new TestResult { TestId = "t", ModelId = "m", ModelType = "vision", Outcome = Outcome.Passed };
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(result, BridgeJson.Options));
        Assert.All(names.Split(','), name => Assert.True(json.RootElement.TryGetProperty(name, out _), name));
    }
}

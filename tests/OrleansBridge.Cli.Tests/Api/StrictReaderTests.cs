using OrleansBridge.Hosting.Api;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Tests.Api;

public sealed class StrictReaderTests
{
    [Theory]
    [InlineData("""{"model_id":"m","prority":1}""", "prority", "model_id, model_source")]
    [InlineData("""{"model_id":"m","priority":"high"}""", "priority", "a whole number")]
    [InlineData("""{"model_id":"m","browser_requirements":{"requred":"chrome"}}""", "browser_requirements.requred", "preferred, required, excluded")]
    [InlineData("""{"model_id":"m","fault_tolerance_level":"extreme"}""", "fault_tolerance_level", "none, low, medium, high, critical")]
    [InlineData("""{"model_id":"m","browser_requirements":{"excluded":"chrome"}}""", "browser_requirements.excluded", "a list")]
    [InlineData("""{"model_id":"m","allow_simulated":1}""", "allow_simulated", "true or false")]
    [InlineData("""{"model_id":"m","backend":"webgpu"}""", "backend", "an object")]
    [InlineData("""{"model_id":"m","backend":null}""", "backend", "null")]
    [InlineData("""{"priority":1}""", "model_id", "missing")]
    public void A_wrong_field_or_value_is_named_with_what_was_expected(string json, string field, string expected)
    {
        var (test, error) = StrictReader.Read<TestRequirements>(json);

        Assert.Null(test);
        Assert.Equal(field, error!.Field);
        Assert.Contains(expected, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_requirements_are_read_with_their_defaults()
    {
        var (test, error) = StrictReader.Read<TestRequirements>("""{"model_id":"m","backend":{"required":"wasm"},"labels":{"a":"b"}}""");

        Assert.Null(error);
        Assert.Equal(("m", "wasm", 3, "b"), (test!.ModelId, test.Backend.Required, test.Priority, test.Labels["a"]));
    }

    [Fact]
    public void A_worker_is_read_as_strictly()
    {
        Assert.Equal("max_browser", StrictReader.Read<WorkerRequest>("""{"worker_id":"w","max_browser":2}""").Error!.Field);
    }

    [Fact]
    public void In_a_batch_the_error_says_which_test()
    {
        var (_, batch, errors) = RequirementsReader.Read("""[{"model_id":"a"},{"model_id":"b","timeout":"long"}]""");

        Assert.True(batch);
        Assert.Equal("[1].timeout", Assert.Single(errors).Field);
    }
}

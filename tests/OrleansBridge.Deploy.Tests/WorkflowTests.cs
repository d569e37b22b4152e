namespace OrleansBridge.Deploy.Tests;

[Collection("checks")]
public sealed class WorkflowTests
{
    private static readonly string Workflow = Path.Combine(Checks.Repository, ".github", "workflows", "ci.yml");

    [Fact]
    public async Task The_workflow_keeps_to_the_schema()
    {
        var (status, output) = await Checks.NodeAsync("workflow.mjs", Workflow);
        Assert.True(status == 0, output);
    }

    [Fact]
    public async Task A_wrong_workflow_is_found()
    {
        var wrong = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.yml");
        await File.WriteAllTextAsync(wrong, (await File.ReadAllTextAsync(Workflow)).Replace("runs-on:", "run-on:", StringComparison.Ordinal));
        try
        {
            var (status, output) = await Checks.NodeAsync("workflow.mjs", wrong);
            Assert.Equal((1, true), (status, output.Contains("/jobs/", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(wrong);
        }
    }
}

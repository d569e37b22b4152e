using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Tests.Folders;

public sealed class DebianSuiteTests
{
    public static TheoryData<string, int, int> Suites => new()
    {
        { "node", 932, 902 },
        { "simple", 23, 23 },
        { "pytorch-operator", 35, 35 },
        { "pytorch-converted", 82, 82 },
    };

    [DebianTheory]
    [MemberData(nameof(Suites))]
    public void Every_case_opens_and_those_a_page_can_run_have_no_problem(string name, int cases, int runnable)
    {
        var suite = ModelSuite.Open(Path.Combine(DebianCases.Folder, name));
        Assert.Equal(cases, suite.Cases.Count);

        var folders = suite.Cases.Select(test => ModelFolder.Open(test.Path)).ToList();
        var problems = folders.Where(folder => folder.Model.Unsupported is null)
            .SelectMany(folder => folder.Problems.Select(problem => $"{folder.Model.Path}: {problem}"));

        Assert.Empty(problems);
        Assert.Equal(runnable, folders.Count(folder => folder.Model.Unsupported is null));
    }

    [DebianFact]
    public void Folders_without_a_model_are_listed()
    {
        var suite = ModelSuite.Open(DebianCases.Folder);

        Assert.Equal(1072, suite.Cases.Count);
        Assert.Contains("real/test_resnet50", suite.WithoutModel);
        Assert.Equal(9, suite.WithoutModel.Count);
        Assert.Contains(suite.Cases, test => test.ModelId == "node/test_abs");
    }

    [DebianFact]
    public async Task Data_sets_carry_the_graphs_names_and_expected_outputs()
    {
        var resolved = await new ModelSource().ResolveAsync(new TestRequirements
        {
            ModelId = "test_add",
            ModelSource = Path.Combine(DebianCases.Folder, "node/test_add"),
        });

        var set = Assert.Single(resolved.DataSets);
        Assert.Equal(["x", "y"], set.LoadInputs().Select(tensor => tensor.Name));
        Assert.Equal([3, 4, 5], set.LoadExpected().Single().Dims);
        Assert.Equal(1, resolved.Model.NodeCount);
        Assert.Equal(14, resolved.Model.OpsetVersion);
        Assert.Equal(64, resolved.Model.Sha256.Length);
    }
}

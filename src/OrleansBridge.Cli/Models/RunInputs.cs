using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.SmallModels;
using OrleansBridge.Onnx.Synthesis;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Models;

/// <summary>What a model of the user's runs on, and what it is compared with.</summary>
/// <param name="Inputs">Null: the model's own test data.</param>
/// <param name="Expected">Null: the model's own test data, or nothing.</param>
/// <param name="Said">Both in words.</param>
internal sealed record RunInputs(TestInputs? Inputs, ExpectedOutputs? Expected, string Said)
{
    /// <summary>
    /// The model's test data where it has some. Else inputs synthesised from its specs, and outputs of an independent runtime
    /// for them: so that browsers are compared with something that is none of them.
    /// </summary>
    internal static async Task<RunInputs> MakeAsync(ModelFolder folder, TestInputs synthesis, DataFolder data, string run, CancellationToken cancellation)
    {
        if (folder.DataSets.Count > 0)
        {
            return folder.Problems.Count == 0
                ? new RunInputs(null, null, $"its own {folder.DataSets.Count} data sets")
                : throw new UserErrorException($"the model's test data cannot be used: {folder.Problems[0]}");
        }

        var tensors = InputSynthesizer.Synthesize(folder.Model, synthesis);
        var target = Directory.CreateDirectory(data.In("runs", run)).FullName;
        var inputs = synthesis with { Files = Write(target, "input", tensors) };
        try
        {
            var runtime = new ReferenceRuntime("node", Path.Combine(Installation.NodeModules, "onnxruntime-node"));
            var outputs = await runtime.RunAsync([new ReferenceRun(folder.Model.Path, tensors)], target, cancellation);
            return new RunInputs(inputs, new ExpectedOutputs { Files = Write(target, "output", outputs[0]) }, $"inputs of seed {synthesis.Seed}, compared with onnxruntime-node");
        }
        catch (ModelException e)
        {
            Screen.Note($"no reference outputs: {e.Message}. Only the browsers are compared, by the digests of their outputs.");
            return new RunInputs(inputs, null, $"inputs of seed {synthesis.Seed}, no reference");
        }
    }

    private static Dictionary<string, string> Write(string folder, string kind, IReadOnlyList<Tensor> tensors)
    {
        var files = new Dictionary<string, string>();
        foreach (var tensor in tensors)
        {
            var file = Path.Combine(folder, $"{kind}_{files.Count}.pb");
            TensorFile.Write(file, tensor);
            files[tensor.Name] = file;
        }

        return files;
    }
}

using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Synthesis;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Sources;

/// <summary>What a test runs on: its own files, the model's test data, or synthesised inputs.</summary>
internal static class RunData
{
    public static IReadOnlyList<DataSet> For(TestRequirements requirements, ModelFolder folder)
    {
        var sets = Inputs(requirements.Inputs, folder);
        return requirements.Expected?.Files is { Count: > 0 } files ? [Only(sets).WithExpected(Expected(files, folder.Model))] : sets;
    }

    private static IReadOnlyList<DataSet> Inputs(TestInputs? inputs, ModelFolder folder)
    {
        if (inputs is { Files.Count: > 0 })
        {
            return [FromFiles(inputs.Files, folder.Model)];
        }

        if (inputs is null && folder.Model.RequiredInputs.Any() && folder.DataSets.Count == 0)
        {
            inputs = new TestInputs();
        }

        if (inputs is null && folder.DataSets.Count > 0)
        {
            return folder.Problems.Count == 0 ? folder.DataSets : throw new ModelException(folder.Problems[0]);
        }

        var made = InputSynthesizer.Synthesize(folder.Model, inputs ?? new TestInputs());
        return [new DataSet($"synthesised, seed {inputs?.Seed ?? 0}", () => made, expected: null)];
    }

    private static DataSet FromFiles(IReadOnlyDictionary<string, string> files, ModelFile model)
    {
        var tensors = Read(files, model.Inputs, "inputs.files", "input");
        if (model.RequiredInputs.FirstOrDefault(port => !files.ContainsKey(port.Name)) is { } missing)
        {
            throw new ModelException($"inputs.files lacks the input '{missing.Name}'");
        }

        var set = new DataSet("given files", () => tensors, expected: null);
        return DataSetCheck.Problems(model, set).FirstOrDefault() is { } problem ? throw new ModelException(problem) : set;
    }

    private static Func<IReadOnlyList<Tensor>> Expected(IReadOnlyDictionary<string, string> files, ModelFile model)
    {
        var tensors = Read(files, model.Outputs, "expected.files", "output");
        return () => tensors;
    }

    private static Tensor[] Read(IReadOnlyDictionary<string, string> files, IReadOnlyList<ModelPort> ports, string field, string kind)
    {
        if (files.Keys.FirstOrDefault(name => ports.All(port => port.Name != name)) is { } unknown)
        {
            throw new ModelException($"{field} names the {kind} '{unknown}', the model has {string.Join(", ", ports.Select(port => port.Name))}");
        }

        return [.. files.Select(file => TensorFile.Read(file.Value, file.Key))];
    }

    private static DataSet Only(IReadOnlyList<DataSet> sets) => sets.Count == 1
        ? sets[0]
        : throw new ModelException($"expected.files is for one set of inputs, the model's test data have {sets.Count}: give inputs.files too");
}

using System.Globalization;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Folders;

/// <summary>
/// One <c>test_data_set_N</c>: the K of <c>input_K.pb</c> counts graph inputs. Names inside the files are not used, many
/// writers leave them empty.
/// </summary>
internal sealed class DataSetFolder
{
    private readonly IReadOnlyList<(ModelPort Port, string Path)> _inputs;
    private readonly IReadOnlyList<(ModelPort Port, string Path)> _outputs;

    private DataSetFolder(
        string name,
        string? problem,
        IReadOnlyList<(ModelPort Port, string Path)> inputs,
        IReadOnlyList<(ModelPort Port, string Path)> outputs)
    {
        (Problem, _inputs, _outputs) = (problem, inputs, outputs);
        DataSet = new DataSet(name, () => Load(_inputs), outputs.Count == 0 ? null : () => Load(_outputs));
    }

    public DataSet DataSet { get; }

    /// <summary>Why the files do not fit the model, or null.</summary>
    public string? Problem { get; }

    public static IReadOnlyList<DataSetFolder> FindAll(ModelFile model, string folder) =>
        [.. Directory.EnumerateDirectories(folder, "test_data_set_*")
            .OrderBy(path => Number(path, "test_data_set_"))
            .Select(path => Open(model, path))];

    private static DataSetFolder Open(ModelFile model, string folder)
    {
        string name = Path.GetFileName(folder);
        var inputs = Files(folder, "input_");
        var outputs = Files(folder, "output_");
        ModelPort[] required = [.. model.RequiredInputs];

        // Some writers store a value for every graph input, those with an initializer included.
        var ports = inputs.Count == model.Inputs.Count ? model.Inputs : required;
        string? problem = inputs.Count < required.Length
            ? $"{name} has {inputs.Count} of the {required.Length} inputs that the model wants: {Path.Combine(folder, $"input_{Gap(inputs)}.pb")} is missing"
            : inputs.Count > ports.Count
                ? $"{name} has {inputs.Count} inputs, the model has {ports.Count}"
                : outputs.Count > model.Outputs.Count
                    ? $"{name} has {outputs.Count} outputs, the model has {model.Outputs.Count}"
                    : Gap(inputs) < inputs.Count || Gap(outputs) < outputs.Count
                        ? $"{name} skips a number: inputs and outputs count up from input_0.pb and output_0.pb"
                        : null;
        return problem is null
            ? new DataSetFolder(name, null, [.. ports.Zip(inputs, (port, file) => (port, file.Path))], [.. model.Outputs.Zip(outputs, (port, file) => (port, file.Path))])
            : new DataSetFolder(name, problem, [], []);
    }

    private static Tensor[] Load(IReadOnlyList<(ModelPort Port, string Path)> files) =>
        [.. files.Select(file => TensorFile.Read(file.Path, file.Port.Name))];

    private static IReadOnlyList<(int Number, string Path)> Files(string folder, string prefix) =>
        [.. Directory.EnumerateFiles(folder, prefix + "*.pb").Select(path => (Number(path, prefix), path)).Order()];

    private static int Gap(IReadOnlyList<(int Number, string Path)> files) =>
        Enumerable.Range(0, files.Count).FirstOrDefault(i => files[i].Number != i, files.Count);

    private static int Number(string path, string prefix) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path)[prefix.Length..], CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
}

using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Folders;

/// <summary>A model in the ONNX test layout (<c>model.onnx</c>, <c>test_data_set_N/input_K.pb</c>, <c>output_K.pb</c>), or a bare <c>.onnx</c> file.</summary>
public sealed class ModelFolder
{
    private readonly IReadOnlyList<DataSetFolder> _folders;
    private readonly Lazy<IReadOnlyList<string>> _problems;

    private ModelFolder(ModelFile model, IReadOnlyList<DataSetFolder> folders)
    {
        (Model, _folders) = (model, folders);
        _problems = new Lazy<IReadOnlyList<string>>(FindProblems);
    }

    /// <summary>The model.</summary>
    public ModelFile Model { get; }

    /// <summary>Its test data in order of their numbers; empty for a bare model.</summary>
    public IReadOnlyList<DataSet> DataSets => [.. _folders.Select(folder => folder.DataSet)];

    /// <summary>Everything that keeps the model's own test data from running: one line each, empty when all is well.</summary>
    public IReadOnlyList<string> Problems => _problems.Value;

    /// <summary>Opens a folder with a <c>model.onnx</c>, or an <c>.onnx</c> file.</summary>
    /// <exception cref="ModelException">There is no model, or it is truncated or no ONNX.</exception>
    public static ModelFolder Open(string path)
    {
        if (!Directory.Exists(path))
        {
            return new ModelFolder(ModelFile.Read(path), []);
        }

        string onnx = Path.Combine(path, "model.onnx");
        if (!File.Exists(onnx))
        {
            throw new ModelException($"there is no model.onnx in {path}");
        }

        var model = ModelFile.Read(onnx);
        return new ModelFolder(model, DataSetFolder.FindAll(model, path));
    }

    private List<string> FindProblems()
    {
        List<string> problems = Model.Unsupported is { } unsupported ? [unsupported] : [];
        if (problems.Count == 0)
        {
            problems.AddRange(_folders.SelectMany(folder => folder.Problem is { } problem ? [problem] : DataSetCheck.Problems(Model, folder.DataSet)));
        }

        return problems;
    }
}

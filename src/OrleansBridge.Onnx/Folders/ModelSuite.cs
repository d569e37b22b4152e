using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Folders;

/// <summary>A folder of model folders.</summary>
/// <param name="Folder">The suite's folder.</param>
/// <param name="Cases">One for each folder with a <c>model.onnx</c>, at any depth, by id.</param>
/// <param name="WithoutModel">Folders below which there is no model, as ids: listed, not run.</param>
public sealed record ModelSuite(string Folder, IReadOnlyList<SuiteCase> Cases, IReadOnlyList<string> WithoutModel)
{
    /// <summary>Finds the models below a folder. Opens none of them.</summary>
    /// <exception cref="ModelException">There is no such folder, or no model below it.</exception>
    public static ModelSuite Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelException($"there is no folder {folder}");
        }

        string root = Path.GetFullPath(folder);
        var suite = new ModelSuite(root, [], []);
        var (cases, bare) = (new List<SuiteCase>(), new List<string>());
        try
        {
            Walk(root, root, cases, bare);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"cannot look through {folder}: {exception.Message}");
        }

        if (cases.Count == 0)
        {
            throw new ModelException($"there is no model.onnx in or below {folder}: a suite is a folder of folders with a model.onnx each");
        }

        return suite with
        {
            Cases = [.. cases.OrderBy(test => test.ModelId, StringComparer.Ordinal)],
            WithoutModel = [.. bare.Order(StringComparer.Ordinal)],
        };
    }

    private static void Walk(string root, string folder, List<SuiteCase> cases, List<string> bare)
    {
        string id = folder == root ? Path.GetFileName(root) : Path.GetRelativePath(root, folder).Replace('\\', '/');
        bool isCase = File.Exists(Path.Combine(folder, "model.onnx"));
        if (isCase)
        {
            cases.Add(new SuiteCase(id, folder));
        }

        var children = Directory.GetDirectories(folder).Where(child => !Path.GetFileName(child).StartsWith("test_data_set_", StringComparison.Ordinal)).ToList();
        if (!isCase && children.Count == 0)
        {
            bare.Add(id);
        }

        foreach (string child in children)
        {
            Walk(root, child, cases, bare);
        }
    }
}

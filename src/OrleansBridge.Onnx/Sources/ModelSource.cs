using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Sources;

/// <summary>Models from folders and <c>.onnx</c> files.</summary>
public sealed class ModelSource : IModelSource
{
    private readonly FolderCache _folders = new();

    /// <inheritdoc/>
    public Task<ResolvedModel> ResolveAsync(TestRequirements requirements, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        string path = requirements.ModelSource
            ?? throw new ModelException($"nothing says where model '{requirements.ModelId}' is: give model_source, or name it in the catalog");
        var folder = _folders.Open(path);
        if (folder.Model.Unsupported is { } unsupported)
        {
            throw new ModelException(unsupported);
        }

        return Task.FromResult(new ResolvedModel
        {
            ModelId = requirements.ModelId,
            Model = folder.Model,
            DataSets = RunData.For(requirements, folder),
            Tolerance = new Tolerance(
                requirements.Expected?.AbsoluteTolerance ?? Tolerance.Default.Absolute,
                requirements.Expected?.RelativeTolerance ?? Tolerance.Default.Relative),
        });
    }
}

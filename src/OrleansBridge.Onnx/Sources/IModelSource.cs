using OrleansBridge.Onnx.Models;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Sources;

/// <summary>Finds a test's model, its inputs and what is expected of it, and checks all of it before a browser is asked.</summary>
public interface IModelSource
{
    /// <summary>The model as it can be run, on this machine's disk.</summary>
    /// <exception cref="ModelException">The model, its data or the requirements are at fault; the message is one line.</exception>
    Task<ResolvedModel> ResolveAsync(TestRequirements requirements, CancellationToken cancellation = default);
}

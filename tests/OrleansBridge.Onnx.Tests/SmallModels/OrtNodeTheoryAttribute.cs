namespace OrleansBridge.Onnx.Tests.SmallModels;

/// <summary>A theory that needs npm's onnxruntime-node, and is skipped by name without it.</summary>
internal sealed class OrtNodeTheoryAttribute : TheoryAttribute
{
    public OrtNodeTheoryAttribute() =>
        Skip = SmallModelsFixture.Package is null ? "needs onnxruntime-node: npm ci in npm/, or BRIDGE_ORT_NODE" : null;
}

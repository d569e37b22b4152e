using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>One of the project's own models: a true architecture, small, with seeded weights.</summary>
/// <param name="ModelId">Its name.</param>
/// <param name="ModelType">Its type.</param>
/// <param name="Build">Makes it; the same bytes every time.</param>
internal sealed record SmallModel(string ModelId, string ModelType, Func<ModelProto> Build);

using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>An input or output as the catalog states it, checked against the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Dims">Its shape; a dimension is a size, a symbol, or null for any. Null: not stated.</param>
public sealed record CatalogPort(string Name, ElementType Type, IReadOnlyList<Dimension>? Dims);

using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>One model of a catalog. Exactly one of <see cref="Path"/>, <see cref="Url"/> and <see cref="Hf"/> says where it is.</summary>
public sealed record CatalogEntry
{
    /// <summary>The model's name.</summary>
    public required string ModelId { get; init; }

    /// <summary>A model folder or <c>.onnx</c> file, relative to the catalog's folder.</summary>
    public string? Path { get; init; }

    /// <summary>An <c>http</c> or <c>https</c> address of an <c>.onnx</c> file.</summary>
    public string? Url { get; init; }

    /// <summary><c>hf:owner/name[@revision]/path/to/model.onnx</c>.</summary>
    public string? Hf { get; init; }

    /// <summary>The <c>.onnx</c> file's digest, lower-case hex. Null: not checked.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The model's type.</summary>
    public string ModelType { get; init; } = ModelTypes.Generic;

    /// <summary>Its inputs, or null when not stated.</summary>
    public IReadOnlyList<CatalogPort>? Inputs { get; init; }

    /// <summary>Its outputs, or null when not stated.</summary>
    public IReadOnlyList<CatalogPort>? Outputs { get; init; }

    /// <summary>How far its outputs may be off, or null for the default.</summary>
    public Tolerance? Tolerance { get; init; }
}

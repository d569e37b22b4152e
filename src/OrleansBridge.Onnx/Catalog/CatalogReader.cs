using System.Text.Json;
using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>Checks a catalog field by field; each complaint names the field, what stands there and what is expected.</summary>
internal static class CatalogReader
{
    private static readonly string[] Fields = ["model_id", "path", "url", "hf", "sha256", "type", "inputs", "outputs", "tolerance"];

    public static IReadOnlyList<CatalogEntry> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw new ModelException("a catalog is a list: [{\"model_id\": ..., \"path\": ...}, ...]");
        }

        var entries = root.EnumerateArray().Select((row, index) => Entry(new CatalogField($"[{index}]", row))).ToList();
        var twice = entries.GroupBy(entry => entry.ModelId).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? entries : throw new ModelException($"model_id \"{twice.Key}\" stands {twice.Count()} times, expected once");
    }

    private static CatalogEntry Entry(CatalogField row)
    {
        row.OnlyFields(Fields);
        var (path, url, hf) = (row.Text("path"), row.Text("url"), row.Text("hf"));
        if (new[] { path, url, hf }.Count(place => place is not null) != 1)
        {
            throw new ModelException($"{row.Name} must have exactly one of path, url and hf");
        }

        if (url is not null && !ModelReference.IsUrl(url))
        {
            throw row.Wrong("url", "an http or https address");
        }

        if (hf is not null && !ModelReference.IsHub(hf))
        {
            throw row.Wrong("hf", "hf:owner/name[@revision]/path/to/model.onnx");
        }

        return new CatalogEntry
        {
            ModelId = row.Text("model_id") is { Length: > 0 } id ? id : throw row.Wrong("model_id", "the model's name"),
            Path = path,
            Url = url,
            Hf = hf,
            Sha256 = Sha256(row),
            ModelType = row.Text("type") ?? ModelTypes.Generic,
            Inputs = row.List("inputs", Port),
            Outputs = row.List("outputs", Port),
            Tolerance = row.Object("tolerance") is { } tolerance ? Tolerance(tolerance) : null,
        };
    }

    private static string? Sha256(CatalogField row)
    {
        string? digest = row.Text("sha256")?.ToLowerInvariant();
        return digest is null || (digest.Length == 64 && digest.All(char.IsAsciiHexDigit)) ? digest : throw row.Wrong("sha256", "64 hexadecimal digits");
    }

    private static CatalogPort Port(CatalogField port)
    {
        port.OnlyFields(["name", "type", "dims"]);
        return new CatalogPort(
            port.Text("name") is { Length: > 0 } name ? name : throw port.Wrong("name", "the name of a graph input or output"),
            Tensors.ElementType.FromName(port.Text("type") ?? string.Empty) ?? throw port.Wrong("type", "an element type of ONNX Runtime Web, such as float32"),
            port.List("dims", Dimension));
    }

    private static Dimension Dimension(CatalogField dim) => dim.Value.ValueKind switch
    {
        JsonValueKind.Number when dim.Value.TryGetInt64(out long size) && size >= 0 => new(size, null),
        JsonValueKind.String => new(null, dim.Value.GetString()),
        JsonValueKind.Null => new(null, null),
        _ => throw dim.Wrong("a size, a symbol or null"),
    };

    private static Tolerance Tolerance(CatalogField tolerance)
    {
        tolerance.OnlyFields(["absolute", "relative"]);
        var standard = Comparison.Tolerance.Default;
        return new Tolerance(tolerance.Number("absolute") ?? standard.Absolute, tolerance.Number("relative") ?? standard.Relative);
    }
}

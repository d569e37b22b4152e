using System.Globalization;
using Google.Protobuf;
using OrleansBridge.Onnx.Catalog;
using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>
/// The project's own models: a ViT, a BERT encoder, a Whisper encoder, a Llama-style decoder and a vision + text + fusion
/// model, small, with true architectures and seeded weights. They are made at first use; expected outputs come from another runtime.
/// </summary>
public static class SmallModelSet
{
    // Raised with every change of a model or of its inputs, so that old files are made again.
    private const int Recipe = 1;

    private const int DataSets = 2;

    private const string Scratch = ".making-";

    private static readonly IReadOnlyList<SmallModel> All =
    [
        new("vit-tiny", ModelTypes.Vision, VisionTransformer.Build),
        new("bert-mini", ModelTypes.TextEmbedding, BertEncoder.Build),
        new("whisper-tiny-encoder", ModelTypes.Audio, WhisperEncoder.Build),
        new("llama-mini", ModelTypes.LargeLanguageModel, LlamaDecoder.Build),
        new("vision-text-fusion", ModelTypes.Multimodal, VisionTextFusion.Build),
    ];

    /// <summary>The models' names.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(model => model.ModelId)];

    /// <summary>Makes the models, their test data and their <c>models.json</c> in a folder, unless they are there. One process at a time.</summary>
    /// <param name="folder">Where each model gets a folder in the ONNX test layout.</param>
    /// <param name="node">The node command.</param>
    /// <param name="ortNodePackage">The folder of npm's <c>onnxruntime-node</c>.</param>
    /// <param name="cancellation">Stops the work; nothing half made stays.</param>
    /// <returns>The path of <c>models.json</c>.</returns>
    /// <exception cref="ModelException">Node or the package is missing or failed.</exception>
    public static async Task<string> EnsureAsync(string folder, string node, string ortNodePackage, CancellationToken cancellation = default)
    {
        string catalog = Path.Combine(folder, "models.json");
        if (IsMade(folder))
        {
            return catalog;
        }

        if (!Directory.Exists(ortNodePackage))
        {
            throw new ModelException($"npm's onnxruntime-node, which makes the small models' expected outputs, is not in {ortNodePackage}: install it");
        }

        Directory.CreateDirectory(folder);
        foreach (string abandoned in Directory.GetDirectories(folder, Scratch + "*"))
        {
            Directory.Delete(abandoned, recursive: true);
        }

        string scratch = Path.Combine(folder, $"{Scratch}{Guid.NewGuid():N}");
        try
        {
            var entries = await MakeAsync(scratch, new ReferenceRuntime(node, ortNodePackage), cancellation);
            foreach (string id in Ids)
            {
                Replace(Path.Combine(scratch, id), Path.Combine(folder, id));
            }

            await File.WriteAllTextAsync(catalog, CatalogWriter.Write(entries), cancellation);
            await File.WriteAllTextAsync(RecipeFile(folder), Recipe.ToString(CultureInfo.InvariantCulture), cancellation);
            return catalog;
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    // The recipe's number is written last: whatever was interrupted before is made again.
    private static bool IsMade(string folder) =>
        File.Exists(RecipeFile(folder))
        && File.ReadAllText(RecipeFile(folder)) == Recipe.ToString(CultureInfo.InvariantCulture)
        && Ids.All(id => File.Exists(Path.Combine(folder, id, "model.onnx")));

    private static string RecipeFile(string folder) => Path.Combine(folder, ".recipe");

    private static async Task<List<CatalogEntry>> MakeAsync(string scratch, ReferenceRuntime runtime, CancellationToken cancellation)
    {
        var runs = new List<ReferenceRun>();
        var entries = new List<CatalogEntry>();
        foreach (var small in All)
        {
            var model = Write(small, Directory.CreateDirectory(Path.Combine(scratch, small.ModelId)).FullName);
            entries.Add(Entry(small, model));
            runs.AddRange(Enumerable.Range(0, DataSets).Select(set => new ReferenceRun(model.Path, SampleInputs.For(model, set))));
        }

        var outputs = await runtime.RunAsync(runs, scratch, cancellation);
        for (int i = 0; i < runs.Count; i++)
        {
            string set = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(runs[i].Model)!, $"test_data_set_{i % DataSets}")).FullName;
            WriteAll(set, "input", runs[i].Inputs);
            WriteAll(set, "output", outputs[i]);
        }

        return entries;
    }

    private static ModelFile Write(SmallModel small, string folder)
    {
        string path = Path.Combine(folder, "model.onnx");
        using (var file = File.Create(path))
        {
            small.Build().WriteTo(file);
        }

        return ModelFile.Read(path);
    }

    private static CatalogEntry Entry(SmallModel small, ModelFile model) => new()
    {
        ModelId = small.ModelId,
        Path = small.ModelId,
        Sha256 = model.Sha256,
        ModelType = small.ModelType,
        Inputs = [.. model.Inputs.Select(port => new CatalogPort(port.Name, port.Type!, port.Dims))],
        Outputs = [.. model.Outputs.Select(port => new CatalogPort(port.Name, port.Type!, port.Dims))],
        Tolerance = Tolerance.Default,
    };

    private static void WriteAll(string folder, string kind, IReadOnlyList<Tensor> tensors)
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            TensorFile.Write(Path.Combine(folder, $"{kind}_{i}.pb"), tensors[i]);
        }
    }

    private static void Replace(string made, string target)
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.Move(made, target);
    }
}

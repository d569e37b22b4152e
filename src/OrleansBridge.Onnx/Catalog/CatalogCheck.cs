using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Catalog;

/// <summary>Whether a model is what its catalog entry says.</summary>
internal static class CatalogCheck
{
    public static void Check(CatalogEntry entry, ModelFile model)
    {
        if (entry.Sha256 is { } wanted && wanted != model.Sha256)
        {
            throw new ModelException($"model '{entry.ModelId}' has sha256 {model.Sha256}, the catalog wants {wanted}: {model.Path} is another model or damaged");
        }

        Check(entry, "input", entry.Inputs, model.Inputs);
        Check(entry, "output", entry.Outputs, model.Outputs);
    }

    private static void Check(CatalogEntry entry, string kind, IReadOnlyList<CatalogPort>? stated, IReadOnlyList<ModelPort> ports)
    {
        foreach (var port in stated ?? [])
        {
            var real = ports.FirstOrDefault(candidate => candidate.Name == port.Name)
                ?? throw new ModelException($"the catalog states an {kind} '{port.Name}' of model '{entry.ModelId}', the model has {string.Join(", ", ports.Select(candidate => candidate.Name))}");
            if (real.Type != port.Type || !Agree(port.Dims, real.Dims))
            {
                string dims = port.Dims is null ? string.Empty : $"[{string.Join(',', port.Dims)}]";
                throw new ModelException($"the catalog states {kind} '{port.Name}' of model '{entry.ModelId}' as {port.Type}{dims}, the model has {real.TypeText} {real.ShapeText}");
            }
        }
    }

    // Only sizes can contradict: a symbol agrees with anything.
    private static bool Agree(IReadOnlyList<Dimension>? stated, IReadOnlyList<Dimension>? real) =>
        stated is null || real is null
        || (stated.Count == real.Count && stated.Zip(real).All(pair => pair.First.Size is null || pair.Second.Size is null || pair.First.Size == pair.Second.Size));
}

using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.Models;

/// <summary>
/// Finds inputs that index a table of the model (token ids into an embedding), so that synthesised ids stay inside it.
/// </summary>
internal static class IndexBounds
{
    public static IReadOnlyDictionary<string, long> Find(GraphOutline graph)
    {
        var tables = new Dictionary<string, TensorOutline>();
        foreach (var tensor in graph.Initializer)
        {
            tables[tensor.Name] = tensor;
        }

        var bounds = new Dictionary<string, long>();
        foreach (var node in graph.Node)
        {
            if (node.OpType != "Gather" || node.Input.Count != 2 || !tables.TryGetValue(node.Input[0], out var table))
            {
                continue;
            }

            long axis = node.Attribute.FirstOrDefault(attribute => attribute.Name == "axis")?.I ?? 0;
            int index = (int)(axis < 0 ? axis + table.Dims.Count : axis);
            if (index >= 0 && index < table.Dims.Count)
            {
                string input = node.Input[1];
                bounds[input] = Math.Min(table.Dims[index], bounds.GetValueOrDefault(input, long.MaxValue));
            }
        }

        return bounds;
    }
}

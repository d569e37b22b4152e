using System.Runtime.InteropServices;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Browsers.Tests;

/// <summary>Models in the ONNX test layout, in a folder that goes away.</summary>
public sealed class ModelFolders : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("browser-tests-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>y = a b over n x n matrices of ones, so that every element of y is n.</summary>
    public string MatMul(int size, float? expected = null, string name = "matmul")
    {
        float[] ones = new float[size * size];
        Array.Fill(ones, 1);
        float[] product = new float[size * size];
        Array.Fill(product, expected ?? size);
        return Folder($"{name}-{size}", new TinyModel("MatMul", ["a", "b"], [size, size]),
            [Tensor.Of<float>("a", [size, size], ones), Tensor.Of<float>("b", [size, size], ones)],
            [Tensor.Of<float>("y", [size, size], product)]);
    }

    /// <summary>y = x.</summary>
    public string Identity(Tensor value) =>
        Folder($"identity-{value.Type}-{value.ElementCount}", new TinyModel("Identity", ["x"], [.. value.Dims], value.Type.Code), [value.Named("x")], [value.Named("y")]);

    /// <summary>y = x + w, where w lies in a file beside the model.</summary>
    public string ExternalWeights(int count)
    {
        float[] values = [.. Enumerable.Range(0, count)];
        string folder = Folder("external", new TinyModel("Add", ["x", "w"], [count]) { External = ("w", "weights.bin", count) },
            [Tensor.Of<float>("x", [count], values)], [Tensor.Of<float>("y", [count], values.Select(v => 2 * v).ToArray())],
            before: at => File.WriteAllBytes(Path.Combine(at, "weights.bin"), MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
        return folder;
    }

    /// <summary>A node whose operator nobody knows.</summary>
    public string UnknownOperator() =>
        Folder("unknown", new TinyModel("NoSuchOperator", ["x"], [1]), [Tensor.Of<float>("x", [1], [1f])], []);

    /// <summary>An operator that only the CPU has a kernel for.</summary>
    public string OnlyOnCpu() =>
        Folder("det", new TinyModel("Det", ["x"], [2, 2]), [Tensor.Of<float>("x", [2, 2], [1f, 2f, 3f, 4f])], [Tensor.Of<float>("y", [], [-2f])]);

    /// <summary>Picks y[i] = x[indices[i]]; some builds of WebNN never come back from it.</summary>
    public string GatherElements() =>
        Folder("gather", new TinyModel("GatherElements", ["x", "indices"], [2, 2]) { TypeOfSecond = 7 },
            [Tensor.Of<float>("x", [2, 2], [1f, 2f, 3f, 4f]), Tensor.Of<long>("indices", [2, 2], [0L, 0L, 1L, 0L])],
            [Tensor.Of<float>("y", [2, 2], [1f, 2f, 3f, 2f])]);

    /// <summary>A model file that ends in the middle.</summary>
    public string Truncated()
    {
        string folder = MatMul(8, name: "truncated");
        string model = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(model, File.ReadAllBytes(model)[..40]);
        return folder;
    }

    internal string Folder(string name, TinyModel model, Tensor[] inputs, Tensor[] outputs, Action<string>? before = null)
    {
        string folder = Path.Combine(_root, name);
        string data = Path.Combine(folder, "test_data_set_0");
        Directory.CreateDirectory(data);
        before?.Invoke(folder);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model.ToBytes());
        for (int i = 0; i < inputs.Length; i++)
        {
            TensorFile.Write(Path.Combine(data, $"input_{i}.pb"), inputs[i]);
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            TensorFile.Write(Path.Combine(data, $"output_{i}.pb"), outputs[i]);
        }

        return folder;
    }
}

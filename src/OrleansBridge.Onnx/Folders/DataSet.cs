using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Folders;

/// <summary>Inputs for one run and, where they exist, the outputs expected of it. Read when asked for, not before.</summary>
public sealed class DataSet
{
    private readonly Func<IReadOnlyList<Tensor>> _inputs;
    private readonly Func<IReadOnlyList<Tensor>> _expected;

    internal DataSet(string name, Func<IReadOnlyList<Tensor>> inputs, Func<IReadOnlyList<Tensor>>? expected)
    {
        (Name, HasExpected) = (name, expected is not null);
        (_inputs, _expected) = (inputs, expected ?? (() => []));
    }

    /// <summary><c>test_data_set_0</c>, or how the inputs were made.</summary>
    public string Name { get; }

    /// <summary>Whether there is anything to compare outputs with.</summary>
    public bool HasExpected { get; }

    /// <summary>The inputs under the graph's names.</summary>
    /// <exception cref="Models.ModelException">A file is gone, truncated or of a type ONNX Runtime Web cannot hold.</exception>
    public IReadOnlyList<Tensor> LoadInputs() => _inputs();

    /// <summary>The expected outputs under the graph's names, empty when there are none.</summary>
    /// <exception cref="Models.ModelException">As for inputs.</exception>
    public IReadOnlyList<Tensor> LoadExpected() => _expected();

    internal DataSet WithExpected(Func<IReadOnlyList<Tensor>>? expected) => new(Name, _inputs, expected);
}

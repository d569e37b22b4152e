using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Synthesis;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Building;

/// <summary>
/// Builds an ONNX graph with fixed shapes, each value's type and shape recorded, so that the graph can be cut anywhere.
/// Weights come from the seed and their own name: adding a layer changes no other weight.
/// </summary>
internal sealed class GraphBuilder(string name, int seed)
{
    // Opset 17 is the first with LayerNormalization; ONNX Runtime Web's backends all know it.
    private const int Opset = 17;

    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, int> _names = [];
    private string _scope = string.Empty;

    /// <summary>Puts a part's name before the names of the nodes and weights that it adds.</summary>
    public T In<T>(string part, Func<T> add)
    {
        string outer = _scope;
        _scope = $"{outer}{part}/";
        try
        {
            return add();
        }
        finally
        {
            _scope = outer;
        }
    }

    public Value Input(string input, ElementType type, params long[] dims)
    {
        var value = new Value(input, type, dims);
        _graph.Input.Add(Info(value));
        return value;
    }

    /// <summary>A float32 weight about <paramref name="mean"/> with a standard deviation.</summary>
    public Value Weight(string weight, double mean, double deviation, params long[] dims)
    {
        string full = Unique(weight);
        var numbers = SeededNumbers.For(seed, full);
        var values = new float[dims.Aggregate(1L, (product, dim) => product * dim)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(mean + (deviation * numbers.Normal()));
        }

        return Add(Tensor.Of<float>(full, dims, values));
    }

    public Value Constant<T>(string constant, IReadOnlyList<long> dims, params T[] values)
        where T : unmanaged => Add(Tensor.Of<T>(Unique(constant), dims, values));

    /// <summary>Adds a node with one output.</summary>
    public Value Node(string op, ElementType type, IReadOnlyList<long> dims, IEnumerable<Value> inputs, params AttributeProto[] attributes)
    {
        string node = Unique(op);
        var value = new Value($"{node}_output_0", type, dims);
        _graph.Node.Add(new NodeProto
        {
            Name = node,
            OpType = op,
            Input = { inputs.Select(input => input.Name) },
            Output = { value.Name },
            Attribute = { attributes },
        });
        _graph.ValueInfo.Add(Info(value));
        return value;
    }

    /// <summary>Gives a value out under a name of its own.</summary>
    public void Output(string output, Value value)
    {
        var node = _graph.Node.Single(candidate => candidate.Output.Contains(value.Name));
        foreach (var user in _graph.Node)
        {
            Rename(user.Input, value.Name, output);
        }

        Rename(node.Output, value.Name, output);
        _graph.ValueInfo.Remove(_graph.ValueInfo.Single(info => info.Name == value.Name));
        _graph.Output.Add(Info(value with { Name = output }));
    }

    public ModelProto Build() => new()
    {
        IrVersion = 8,
        ProducerName = "OrleansBridge",
        Graph = _graph,
        OpsetImport = { new OperatorSetIdProto { Domain = string.Empty, Version = Opset } },
    };

    private static void Rename(Google.Protobuf.Collections.RepeatedField<string> names, string from, string to)
    {
        for (int i = 0; i < names.Count; i++)
        {
            names[i] = names[i] == from ? to : names[i];
        }
    }

    private static ValueInfoProto Info(Value value) => new()
    {
        Name = value.Name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = value.Type.Code,
                Shape = new TensorShapeProto { Dim = { value.Dims.Select(dim => new TensorShapeProto.Types.Dimension { DimValue = dim }) } },
            },
        },
    };

    private Value Add(Tensor tensor)
    {
        _graph.Initializer.Add(TensorCodec.Encode(tensor));
        return new Value(tensor.Name, tensor.Type, tensor.Dims);
    }

    private string Unique(string part)
    {
        string full = _scope + part;
        int used = _names.GetValueOrDefault(full);
        _names[full] = used + 1;
        return used == 0 ? full : $"{full}_{used}";
    }
}

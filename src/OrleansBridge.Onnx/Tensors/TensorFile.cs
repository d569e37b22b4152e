using Google.Protobuf;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Schema;

namespace OrleansBridge.Onnx.Tensors;

/// <summary>Files that hold one ONNX <c>TensorProto</c>, as ONNX test data do.</summary>
public static class TensorFile
{
    /// <summary>Reads a tensor.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name to give it; null: the one in the file.</param>
    /// <exception cref="ModelException">No such file, no tensor, or one that ONNX Runtime Web cannot hold.</exception>
    public static Tensor Read(string path, string? name = null)
    {
        try
        {
            // The bytes become the tensor's memory without another copy.
            var bytes = UnsafeByteOperations.UnsafeWrap(File.ReadAllBytes(path));
            return TensorCodec.Decode(TensorProto.Parser.ParseFrom(bytes), name);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new ModelException($"{path} is truncated or holds no ONNX tensor");
        }
        catch (ModelException exception)
        {
            throw new ModelException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"cannot read tensor {path}: {exception.Message}");
        }
    }

    /// <summary>Writes a tensor as raw data.</summary>
    public static void Write(string path, Tensor tensor)
    {
        using var file = File.Create(path);
        TensorCodec.Encode(tensor).WriteTo(file);
    }
}

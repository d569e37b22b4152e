using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansBridge.Results;

namespace OrleansBridge.Onnx.Tensors;

/// <summary>Digests of tensors, as results carry them.</summary>
public static class TensorDigest
{
    /// <summary>The digest of the little-endian bytes; of strings, each as UTF-8 behind its length in four little-endian bytes.</summary>
    public static OutputDigest Digest(this Tensor tensor) =>
        new(tensor.Name, tensor.Dims, tensor.Type.Name, Convert.ToHexStringLower(tensor.Strings is null ? SHA256.HashData(tensor.Data.Span) : OfStrings(tensor.Strings)));

    private static byte[] OfStrings(IReadOnlyList<string> strings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string text in strings)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
            hash.AppendData(length);
            hash.AppendData(utf8);
        }

        return hash.GetHashAndReset();
    }
}

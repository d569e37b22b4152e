using System.Buffers.Binary;

namespace OrleansBridge.Browsers.Native;

/// <summary>Messages over a pair of pipes, each with its length in front (u32, little-endian).</summary>
internal sealed class MessageStream(Stream toProcess, Stream fromProcess)
{
    public async Task WriteAsync(ReadOnlyMemory<byte> message)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, message.Length);
        await toProcess.WriteAsync(length);
        await toProcess.WriteAsync(message);
        await toProcess.FlushAsync();
    }

    /// <exception cref="EndOfStreamException">The process has ended.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        byte[] length = new byte[4];
        await fromProcess.ReadExactlyAsync(length);
        byte[] message = GC.AllocateUninitializedArray<byte>(BinaryPrimitives.ReadInt32LittleEndian(length));
        await fromProcess.ReadExactlyAsync(message);
        return message;
    }
}

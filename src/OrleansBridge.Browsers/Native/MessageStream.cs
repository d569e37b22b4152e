using System.Buffers.Binary;

namespace OrleansBridge.Browsers.Native;

/// <summary>Messages over a pair of pipes, each with its length in front (u32, little-endian).</summary>
internal sealed class MessageStream(Stream toProcess, Stream fromProcess) : IDisposable
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
    /// <exception cref="IOException">What it says is no message.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        byte[] length = new byte[4];
        await fromProcess.ReadExactlyAsync(length);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bytes < 0 || bytes > Array.MaxLength)
        {
            throw new IOException("it sent no message, but something else");
        }

        byte[] message = GC.AllocateUninitializedArray<byte>(bytes);
        await fromProcess.ReadExactlyAsync(message);
        return message;
    }

    /// <summary>Tells the process that nothing more comes.</summary>
    public void EndInput() => toProcess.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        toProcess.Dispose();
        fromProcess.Dispose();
    }
}

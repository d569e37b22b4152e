using System.Runtime.CompilerServices;

namespace OrleansBridge.Cli.Connecting;

/// <summary>Reads server-sent events: the data of each until the event <c>end</c>.</summary>
internal static class EventStream
{
    /// <exception cref="IOException">The stream broke before its end: ask again for what is still open.</exception>
    internal static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream);
        var name = "";
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                if (name == "end")
                {
                    yield break;
                }

                yield return line["data: ".Length..];
            }
        }

        throw new IOException("The bridge ended the stream early.");
    }
}

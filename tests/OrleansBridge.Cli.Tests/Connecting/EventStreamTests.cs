using System.Text;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Tests.Connecting;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Data_is_read_until_the_end()
    {
        Assert.Equal(["{1}", "{2}"], await ReadAsync(": still here\n\nid: 1\nevent: queued\ndata: {1}\n\nevent: completed\ndata: {2}\n\nevent: end\ndata: {}\n\n"));
    }

    [Fact]
    public async Task A_stream_that_breaks_is_told_from_one_that_ends()
    {
        await Assert.ThrowsAsync<IOException>(() => ReadAsync("event: queued\ndata: {1}\n\n"));
    }

    private static async Task<List<string>> ReadAsync(string text)
    {
        var data = new List<string>();
        await foreach (var item in EventStream.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None))
        {
            data.Add(item);
        }

        return data;
    }
}

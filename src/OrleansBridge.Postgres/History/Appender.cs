using System.Threading.Channels;
using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>
/// Writes rows off the critical path: what arrives while a write is in flight goes together in the next one. Writes are
/// idempotent, so a failed one is tried again; a batch that fails for its content is written row by row, so that a bad
/// row costs only itself.
/// </summary>
internal sealed class Appender<T> : IAsyncDisposable
{
    private const int MostRows = 1_000;
    private const int Tries = 5;
    private readonly Channel<Entry> _queue = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly Func<IReadOnlyList<T>, Task> _write;
    private readonly Task _writer;

    public Appender(Func<IReadOnlyList<T>, Task> write)
    {
        _write = write;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Completes when the row is durable.</summary>
    public Task AppendAsync(T row)
    {
        var entry = new Entry(row);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(entry), this);
        return entry.Written.Task;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Entry>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostRows && _queue.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            if (await TryAsync(batch) is not null && batch.Count > 1)
            {
                foreach (var entry in batch)
                {
                    await TryAsync([entry]);
                }
            }
        }
    }

    private async Task<Exception?> TryAsync(List<Entry> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _write(batch.ConvertAll(e => e.Row));
                batch.ForEach(e => e.Written.SetResult());
                return null;
            }
            catch (NpgsqlException error) when (error.IsTransient && attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt));
            }
            catch (Exception error)
            {
                if (batch.Count == 1)
                {
                    batch[0].Written.SetException(error);
                }

                return error;
            }
        }
    }

    private sealed record Entry(T Row)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Downloads;

/// <summary>Brings one file to disk. What is interrupted goes on where it stopped, in this process or the next.</summary>
internal sealed class FileDownload(HttpClient http, TimeSpan retryDelay, IProgress<DownloadProgress>? progress, TimeProvider time)
{
    // Tries that bring no byte; a slow but moving download may go on for ever.
    private const int MostFruitlessTries = 4;

    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Downloads to a file unless it is there. Until it is whole it is called <c>.part</c>, with its version in <c>.part.etag</c>.</summary>
    public async Task FetchAsync(Uri source, string? token, string file, CancellationToken cancellation)
    {
        if (File.Exists(file))
        {
            return;
        }

        string part = file + ".part";
        await CompleteAsync(source, token, part, cancellation);
        File.Delete(TagFile(part));
        File.Move(part, file);
    }

    private static bool IsTransient(Exception exception, CancellationToken cancellation) => !cancellation.IsCancellationRequested
        && exception is HttpRequestException or HttpIOException or OperationCanceledException or IOException { InnerException: SocketException };

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private async Task CompleteAsync(Uri source, string? token, string file, CancellationToken cancellation)
    {
        var delay = retryDelay;
        for (int fruitless = 0; ;)
        {
            long before = Length(file);
            try
            {
                await TryAsync(source, token, file, cancellation);
                return;
            }
            catch (Exception exception) when (IsTransient(exception, cancellation))
            {
                (fruitless, delay) = Length(file) > before ? (0, retryDelay) : (fruitless + 1, delay * 2);
                if (fruitless == MostFruitlessTries)
                {
                    throw new ModelException($"cannot download {source}: {exception.Message}");
                }

                await Task.Delay(delay, time, cancellation);
            }
            catch (IOException exception)
            {
                throw new ModelException($"cannot store {source} in {file}: {exception.Message}");
            }
        }
    }

    private async Task TryAsync(Uri source, string? token, string file, CancellationToken cancellation)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(StallTimeout);
        using var response = await http.SendAsync(Request(source, token, file), HttpCompletionOption.ResponseHeadersRead, stall.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            File.Delete(file);
            throw new HttpRequestException("the part that is here does not fit");
        }

        Check(source, response.StatusCode);
        bool resumes = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == Length(file);
        await using var target = new FileStream(file, resumes ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await File.WriteAllTextAsync(TagFile(file), response.Headers.ETag?.ToString(), cancellation);
        await CopyAsync(source, response.Content, target, stall);
    }

    private static HttpRequestMessage Request(Uri source, string? token, string file)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, source);
        if (token is not null)
        {
            // Dropped by HttpClient when the hub redirects to its storage.
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        // Without a strong tag nobody can tell whether the rest belongs to the part that is here.
        if (Length(file) > 0 && File.Exists(TagFile(file)) && EntityTagHeaderValue.TryParse(File.ReadAllText(TagFile(file)), out var tag) && !tag.IsWeak)
        {
            request.Headers.Range = new RangeHeaderValue(Length(file), null);
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        }

        return request;
    }

    private async Task CopyAsync(Uri source, HttpContent content, FileStream target, CancellationTokenSource stall)
    {
        long? total = content.Headers.ContentLength + target.Position;
        await using var body = await content.ReadAsStreamAsync(stall.Token);
        var buffer = new byte[1 << 20];
        while (await body.ReadAsync(buffer, stall.Token) is > 0 and var read)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), stall.Token);
            stall.CancelAfter(StallTimeout);
            progress?.Report(new DownloadProgress(source, target.Position, total));
        }

        if (total is not null && target.Position != total)
        {
            throw new HttpRequestException($"the connection ended after {target.Position} of {total} bytes");
        }
    }

    private static string TagFile(string file) => file + ".etag";

    private static void Check(Uri source, HttpStatusCode status)
    {
        int code = (int)status;
        if (code is >= 500 or 408 or 429)
        {
            throw new HttpRequestException($"the server answers {code}");
        }

        if (code is not (200 or 206))
        {
            throw new ModelException(code switch
            {
                401 or 403 => $"{source} is not open to you ({code}): a private or gated model of the hub needs HF_TOKEN",
                404 => $"there is nothing at {source} (404): check name, revision and path",
                _ => $"{source} answers {code}, expected 200",
            });
        }
    }
}

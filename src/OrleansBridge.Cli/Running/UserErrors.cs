using System.Text.Json;
using OrleansBridge.Browsers;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Hosting;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Running;

/// <summary>Which exceptions are the user's or the machine's, and how to say them in one line.</summary>
internal static class UserErrors
{
    /// <summary>The message, or null when the exception is a defect of ours and deserves its stack trace.</summary>
    internal static string? Explain(Exception e) => e switch
    {
        UserErrorException or ApiException or OrleansBridgeConfigurationException or BrowserSetupException or ModelException => e.Message,
        PostgresSetupException setup => $"{setup.Problem.TrimEnd('.')}. To fix it, {setup.Fix}",
        HttpRequestException => $"the bridge does not answer: {e.Message}. Ask for its state with ./bridge workers, or start it again: ./bridge up",
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        UnauthorizedAccessException => $"{e.Message} Run as the owner of that path, or choose another (--data DIR, --json FILE).",
        IOException when e.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) =>
            $"the disk is full: {e.Message} Free some space, or choose another folder with --data DIR.",
        IOException when e.Message.Contains("Read-only file system", StringComparison.OrdinalIgnoreCase) =>
            $"{e.Message} Choose a writable folder with --data DIR.",
        FileNotFoundException or DirectoryNotFoundException => e.Message,
        JsonException => $"not the JSON that was expected: {e.Message}",
        _ => null,
    };
}

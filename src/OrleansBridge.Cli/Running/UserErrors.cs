using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Npgsql;
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
        IOException { InnerException: AddressInUseException } => $"{e.Message} Choose another port with --port, or 0 for any free one.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine does not have the address of --bind. Use 127.0.0.1, or 0.0.0.0 for all.",
        NpgsqlException => $"PostgreSQL failed: {e.Message} What was acknowledged is kept; run the command again.",
        FileNotFoundException or DirectoryNotFoundException => e.Message,
        JsonException => $"not the JSON that was expected: {e.Message}",
        _ => null,
    };
}

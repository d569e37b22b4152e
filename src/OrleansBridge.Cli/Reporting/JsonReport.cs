using System.Text.Json;
using OrleansBridge.Cli.Running;
using OrleansBridge.Json;

namespace OrleansBridge.Cli.Reporting;

/// <summary>Writes <c>--json FILE</c> reports.</summary>
internal static class JsonReport
{
    /// <summary>Fails before the work starts when the report could not be written after it.</summary>
    internal static void CheckWritable(params ReadOnlySpan<string?> files)
    {
        foreach (var file in files)
        {
            if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            {
                throw new UserErrorException($"the folder of {file} does not exist", $"Make it first: mkdir -p '{folder}'");
            }

            if (file is not null && Directory.Exists(file))
            {
                throw new UserErrorException($"{file} is a folder, expected a file to write the report to");
            }
        }
    }

    internal static async Task WriteAsync<T>(string? file, T report)
    {
        if (file is null)
        {
            return;
        }

        await WriteTextAsync(file, JsonSerializer.Serialize(report, BridgeJson.Indented) + "\n");
    }

    /// <summary>Whole or not at all: an interrupted command leaves the report of before.</summary>
    internal static async Task WriteTextAsync(string file, string text)
    {
        if (File.Exists(file) && new FileInfo(file).LinkTarget is null && !file.StartsWith("/dev/", StringComparison.Ordinal))
        {
            var partial = $"{file}.{Environment.ProcessId}.partial";
            await File.WriteAllTextAsync(partial, text);
            File.Move(partial, file, overwrite: true);
            return;
        }

        await File.WriteAllTextAsync(file, text);
    }
}

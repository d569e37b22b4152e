using System.Text.Json;
using OrleansBridge.Json;

namespace OrleansBridge.Cli.Connecting;

/// <summary>Small JSON files by which bridge processes tell each other things.</summary>
internal static class Note
{
    /// <summary>What the file says, or null when there is none or it cannot be read.</summary>
    internal static T? Read<T>(string file)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), BridgeJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Readers see the old file or the new one, never half of it.</summary>
    internal static void Write<T>(string file, T value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = $"{file}.{Environment.ProcessId}";
        File.WriteAllText(partial, JsonSerializer.Serialize(value, BridgeJson.Indented));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(partial, file, overwrite: true);
    }
}

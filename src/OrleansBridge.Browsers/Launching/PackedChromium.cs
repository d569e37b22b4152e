using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using OrleansBridge.Browsers.Reaping;

namespace OrleansBridge.Browsers.Launching;

/// <summary>A Chromium that an npm package carries compressed, unpacked once per version below the data folder.</summary>
internal static class PackedChromium
{
    private static readonly string[] Libraries = ["swiftshader.tar.br", "fonts.tar.br"];

    /// <returns>The executable, or null when the package is not installed.</returns>
    public static string? Unpack(string package, string dataFolder)
    {
        string bin = Path.Combine(package, "bin");
        string packed = Path.Combine(bin, "chromium.br");
        if (!File.Exists(packed))
        {
            return null;
        }

        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
        string target = Path.Combine(OwnerFolder.RootOf(dataFolder), "unpacked", $"chromium-{manifest.RootElement.GetProperty("version").GetString()}");
        string executable = Path.Combine(target, "chromium");
        if (!File.Exists(executable))
        {
            // Unpacked aside and moved in one step: two starts at once, or a crash half way, leave nothing half done.
            string aside = $"{target}.{Guid.NewGuid():n}";
            Directory.CreateDirectory(aside);
            UnpackInto(aside, bin, packed);
            try
            {
                Directory.Move(aside, target);
            }
            catch (IOException) when (File.Exists(executable))
            {
                Directory.Delete(aside, recursive: true);
            }
        }

        return executable;
    }

    private static void UnpackInto(string folder, string bin, string packed)
    {
        foreach (string archive in Libraries.Select(name => Path.Combine(bin, name)).Where(File.Exists))
        {
            using var tar = Open(archive);
            TarFile.ExtractToDirectory(tar, folder, overwriteFiles: true);
        }

        string executable = Path.Combine(folder, "chromium");
        using (var file = File.Create(executable))
        using (var binary = Open(packed))
        {
            binary.CopyTo(file);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(executable, (UnixFileMode)0b111_101_101);
        }
    }

    private static BrotliStream Open(string path) => new(File.OpenRead(path), CompressionMode.Decompress);
}

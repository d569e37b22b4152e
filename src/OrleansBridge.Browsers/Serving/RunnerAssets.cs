using System.Collections.Frozen;
using System.Reflection;

namespace OrleansBridge.Browsers.Serving;

/// <summary>The runner page and its modules, carried inside this assembly.</summary>
internal static class RunnerAssets
{
    private static readonly FrozenDictionary<string, byte[]> Files = Load();

    public static byte[]? Find(string name) => Files.GetValueOrDefault(name);

    private static FrozenDictionary<string, byte[]> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().ToFrozenDictionary(name => name, name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }
}

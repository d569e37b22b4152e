namespace OrleansBridge.Onnx.Tests.Folders;

/// <summary>About a thousand cases that nobody here wrote (package libonnx-testdata).</summary>
internal static class DebianCases
{
    public const string Folder = "/usr/share/libonnx-testdata/data";

    public static bool Installed => Directory.Exists(Folder);
}

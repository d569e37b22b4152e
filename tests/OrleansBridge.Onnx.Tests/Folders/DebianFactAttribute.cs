namespace OrleansBridge.Onnx.Tests.Folders;

/// <summary>A fact that needs the package libonnx-testdata, and is skipped by name without it.</summary>
internal sealed class DebianFactAttribute : FactAttribute
{
    public DebianFactAttribute() => Skip = DebianCases.Installed ? null : "needs the Debian package libonnx-testdata";
}

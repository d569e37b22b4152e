namespace OrleansBridge.Onnx.Tests.Folders;

/// <summary>As <see cref="DebianFactAttribute"/>, for theories.</summary>
internal sealed class DebianTheoryAttribute : TheoryAttribute
{
    public DebianTheoryAttribute() => Skip = DebianCases.Installed ? null : "needs the Debian package libonnx-testdata";
}

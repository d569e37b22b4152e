namespace OrleansBridge.Onnx.Folders;

/// <summary>One model of a suite.</summary>
/// <param name="ModelId">Its path below the suite's folder, with <c>/</c> between the parts.</param>
/// <param name="Path">Its folder.</param>
public sealed record SuiteCase(string ModelId, string Path);

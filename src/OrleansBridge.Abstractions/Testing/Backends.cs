namespace OrleansBridge.Testing;

/// <summary>The execution backends of ONNX Runtime Web that the bridge drives.</summary>
public static class Backends
{
    /// <summary>Compute shaders.</summary>
    public const string WebGpu = "webgpu";

    /// <summary>The browser's neural network API.</summary>
    public const string WebNn = "webnn";

    /// <summary>WebAssembly on the CPU.</summary>
    public const string Wasm = "wasm";

    /// <summary>All, in the default order of preference.</summary>
    public static IReadOnlyList<string> All { get; } = [WebGpu, WebNn, Wasm];
}

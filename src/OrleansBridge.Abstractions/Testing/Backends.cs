namespace OrleansBridge.Testing;

/// <summary>The execution backends of ONNX Runtime that the bridge drives.</summary>
public static class Backends
{
    /// <summary>Compute shaders.</summary>
    public const string WebGpu = "webgpu";

    /// <summary>The browser's neural network API.</summary>
    public const string WebNn = "webnn";

    /// <summary>WebAssembly on the CPU.</summary>
    public const string Wasm = "wasm";

    /// <summary>Machine code on the CPU: the one of <see cref="BrowserTypes.Native"/>.</summary>
    public const string Cpu = "cpu";

    /// <summary>All that browsers have, in the default order of preference.</summary>
    public static IReadOnlyList<string> All { get; } = [WebGpu, WebNn, Wasm];

    /// <summary>All there are.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. All, Cpu];
}

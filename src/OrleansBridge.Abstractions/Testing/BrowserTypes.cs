namespace OrleansBridge.Testing;

/// <summary>The browser types that are configured unless you say otherwise. The set is open.</summary>
public static class BrowserTypes
{
    /// <summary>Chrome, or a Chromium labelled so.</summary>
    public const string Chrome = "chrome";

    /// <summary>Firefox.</summary>
    public const string Firefox = "firefox";

    /// <summary>Edge, or a Chromium with WebNN labelled as its substitute.</summary>
    public const string Edge = "edge";

    /// <summary>No browser: ONNX Runtime's own library. A test runs there only when it requires it.</summary>
    public const string Native = "native";
}

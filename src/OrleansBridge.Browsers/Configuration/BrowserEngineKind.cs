namespace OrleansBridge.Browsers.Configuration;

/// <summary>The engine that a browser type runs on: it decides how it is launched and driven.</summary>
public enum BrowserEngineKind
{
    /// <summary>Chromium, Chrome, Edge: driven over a pipe.</summary>
    Chromium,

    /// <summary>Firefox: driven over WebDriver BiDi.</summary>
    Firefox,

    /// <summary>No browser: node with npm's onnxruntime-node, driven over its standard input and output.</summary>
    Native,
}

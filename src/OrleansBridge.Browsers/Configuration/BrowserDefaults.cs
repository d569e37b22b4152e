using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Configuration;

/// <summary>The browser types there are unless a configuration says otherwise.</summary>
public static class BrowserDefaults
{
    /// <summary>Keeps a Chromium from calling out on closed networks, and from asking anything.</summary>
    private static readonly string[] ClosedNetwork =
    [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run",
    ];

    private static readonly string[] Chromium = [.. ClosedNetwork, "--enable-unsafe-webgpu"];

    private static readonly string[] SoftwareChromium = ["--use-webgpu-adapter=swiftshader"];

    /// <summary>Chrome, or the Chromium of the distribution.</summary>
    public static BrowserTypeOptions Chrome { get; } = new()
    {
        Name = BrowserTypes.Chrome,
        Engine = BrowserEngineKind.Chromium,
        Executables =
        [
            "google-chrome-stable", "google-chrome", "/opt/google/chrome/chrome", "chromium", "chromium-browser",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ],
        Args = Chromium,
        SoftwareArgs = SoftwareChromium,
        Fix = "install chromium (Debian, Ubuntu: apt-get install chromium)",
    };

    /// <summary>Firefox, driven over WebDriver BiDi, so that the distribution's own build does.</summary>
    public static BrowserTypeOptions Firefox { get; } = new()
    {
        Name = BrowserTypes.Firefox,
        Engine = BrowserEngineKind.Firefox,
        Channel = "moz-firefox",
        Executables = ["firefox", "firefox-esr", "/Applications/Firefox.app/Contents/MacOS/firefox"],
        Prefs = new Dictionary<string, object>
        {
            ["dom.webgpu.enabled"] = true,
            ["gfx.webgpu.ignore-blocklist"] = true,
            ["app.normandy.enabled"] = false,
            ["app.update.enabled"] = false,
            ["datareporting.policy.dataSubmissionEnabled"] = false,
            ["network.captive-portal-service.enabled"] = false,
            ["network.connectivity-service.enabled"] = false,
            ["services.settings.server"] = "data:,",
        },
        Fix = "install firefox (Debian: apt-get install firefox-esr mesa-vulkan-drivers)",
    };

    /// <summary>Edge where it is installed; elsewhere a Chromium that has WebNN, labelled as a substitute.</summary>
    public static BrowserTypeOptions Edge { get; } = new()
    {
        Name = BrowserTypes.Edge,
        Engine = BrowserEngineKind.Chromium,
        Executables =
        [
            "microsoft-edge-stable", "microsoft-edge", "/opt/microsoft/msedge/msedge",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ],
        SubstitutePackage = "@sparticuz/chromium",
        Args = [.. Chromium, "--enable-features=WebMachineLearningNeuralNetwork"],
        SoftwareArgs = SoftwareChromium,
        Fix = "install Microsoft Edge, or run npm install in the npm folder for its substitute",
    };

    /// <summary>No browser at all: ONNX Runtime's own library under node, for tests that require it.</summary>
    public static BrowserTypeOptions Native { get; } = new()
    {
        Name = BrowserTypes.Native,
        Engine = BrowserEngineKind.Native,
        Executables = ["node", "nodejs"],
        Backends = [Testing.Backends.Cpu],
        Fix = "install nodejs, and run npm install in the npm folder for onnxruntime-node",
    };

    /// <summary>All three browsers.</summary>
    public static IReadOnlyList<BrowserTypeOptions> All { get; } = [Chrome, Firefox, Edge];

    /// <summary>The browsers, and what is none.</summary>
    public static IReadOnlyList<BrowserTypeOptions> Known { get; } = [.. All, Native];
}

namespace OrleansBridge.Browsers.Launching;

/// <summary>A browser or its page did not start.</summary>
internal sealed class BrowserLaunchException(string message) : Exception(message);

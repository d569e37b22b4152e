namespace OrleansBridge.Browsers;

/// <summary>Something this machine lacks or has wrong; the message says what, and how to mend it.</summary>
public sealed class BrowserSetupException(string message) : Exception(message);

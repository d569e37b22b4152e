namespace OrleansBridge.Client;

/// <summary>A client could not be set up or found no silo; the message says what was wrong and what to do.</summary>
public sealed class OrleansBridgeConnectionException : Exception
{
    internal OrleansBridgeConnectionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

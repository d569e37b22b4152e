namespace OrleansBridge.Cli.Connecting;

/// <summary>How to reach the bridge that runs on a data folder. It writes this once it answers and deletes it when it stops.</summary>
/// <param name="Url">Where its HTTP API listens.</param>
/// <param name="Process">Its process.</param>
/// <param name="Runtime">Which Orleans it runs on.</param>
/// <param name="Supervised">Whether it is a <c>bridge up</c>, and not the private bridge of one command.</param>
internal sealed record BridgeEndpoint(string Url, ProcessIdentity Process, string Runtime, bool Supervised)
{
    /// <summary>Where this machine calls it: who listens on all addresses can be called on none of that name.</summary>
    internal Uri Local => new(Url.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal) + "/");

    /// <summary>The endpoint of a process that lives, or null. A stale file is passed over: its writer was killed.</summary>
    internal static BridgeEndpoint? Find(DataFolder data) => Note.Read<BridgeEndpoint>(data.EndpointFile) is { } found && found.Process.Lives() ? found : null;

    internal void Publish(DataFolder data) => Note.Write(data.EndpointFile, this);

    internal void Withdraw(DataFolder data)
    {
        if (Find(data)?.Process == Process)
        {
            File.Delete(data.EndpointFile);
        }
    }
}

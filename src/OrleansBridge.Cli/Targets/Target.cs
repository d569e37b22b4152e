namespace OrleansBridge.Cli.Targets;

/// <summary>A browser type and a backend to run models on.</summary>
internal sealed record Target(string Browser, string Backend)
{
    public override string ToString() => $"{Browser}/{Backend}";
}

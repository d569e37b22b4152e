namespace OrleansBridge.Hosting;

/// <summary>Which Orleans this build runs on.</summary>
public static class OrleansRuntimeName
{
    /// <summary><c>Embedded</c>: one process, no cluster.</summary>
    public const string Value = "Embedded";
}

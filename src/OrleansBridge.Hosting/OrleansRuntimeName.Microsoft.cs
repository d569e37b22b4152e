namespace OrleansBridge.Hosting;

/// <summary>Which Orleans this build runs on.</summary>
public static class OrleansRuntimeName
{
    /// <summary><c>Microsoft</c>: the Microsoft.Orleans packages.</summary>
    public const string Value = "Microsoft";
}

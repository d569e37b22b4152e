namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>How fast, and what each one cost this process and PostgreSQL together.</summary>
internal readonly record struct Rate(double PerSecond, double CpuMs)
{
    /// <summary>The same when every step was so many.</summary>
    internal Rate Times(int count) => new(PerSecond * count, CpuMs / count);
}

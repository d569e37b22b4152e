namespace OrleansBridge.Cli.Running;

/// <summary>How this very program was called, to call it again as another process.</summary>
internal static class OwnCommand
{
    /// <summary>What follows <see cref="Environment.ProcessPath"/>: the program's file and its arguments.</summary>
    internal static IEnumerable<string> Arguments => Environment.GetCommandLineArgs();
}

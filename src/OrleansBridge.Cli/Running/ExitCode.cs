namespace OrleansBridge.Cli.Running;

/// <summary>Exit status of every command (SPEC section 4).</summary>
internal static class ExitCode
{
    internal const int Clean = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
    internal const int Interrupted = 130;
}

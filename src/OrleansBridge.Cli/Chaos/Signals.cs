using System.Runtime.InteropServices;

namespace OrleansBridge.Cli.Chaos;

/// <summary>Signals to processes, by number as Linux has them.</summary>
internal static partial class Signals
{
    private const int KillNumber = 9;
    private const int InterruptNumber = 2;
    private const int StopNumber = 19;
    private const int ContinueNumber = 18;

    internal static bool Kill(int process) => Send(process, KillNumber) == 0;

    internal static bool Interrupt(int process) => Send(process, InterruptNumber) == 0;

    internal static bool Stop(int process) => Send(process, StopNumber) == 0;

    internal static bool Continue(int process) => Send(process, ContinueNumber) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}

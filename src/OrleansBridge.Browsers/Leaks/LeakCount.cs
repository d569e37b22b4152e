namespace OrleansBridge.Browsers.Leaks;

/// <summary>What there is between two cycles.</summary>
/// <param name="Processes">Processes of this program, its driver and its browsers.</param>
/// <param name="Profiles">Folders and files for profiles, the owner's own folders included.</param>
/// <param name="MemoryMb">Proportional set size of this program and its driver, MB (10^6 bytes).</param>
internal sealed record LeakCount(int Processes, int Profiles, double MemoryMb);

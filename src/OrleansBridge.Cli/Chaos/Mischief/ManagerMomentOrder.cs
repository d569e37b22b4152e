namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>The order to die as a transaction's manager: when, and the mark to leave.</summary>
internal static class ManagerMomentOrder
{
    internal static string Write(ManagerMoment when, string mark) => $"{when}\n{mark}";

    internal static (ManagerMoment? When, string Mark) Read(string? order) =>
        order?.Split('\n') is [var when, var mark] ? (Enum.Parse<ManagerMoment>(when), mark) : (null, "");
}

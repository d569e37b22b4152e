using System.Text.Json;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Chaos.Planning;

/// <summary>Kinds of faults by the names that reports have.</summary>
internal static class FaultNames
{
    internal static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<FaultKind>().Select(Of)];

    internal static string Of(FaultKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    internal static FaultKind Parse(string name) => Enum.GetValues<FaultKind>().Where(k => Of(k) == name).Select(k => (FaultKind?)k).FirstOrDefault()
        ?? throw new UserErrorException($"--fault is '{name}'; expected one or more of {string.Join(", ", All)}");
}

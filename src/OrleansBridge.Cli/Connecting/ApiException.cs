using System.Text.Json;
using OrleansBridge.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Connecting;

/// <summary>The bridge refused a call.</summary>
internal sealed class ApiException(int status, string detail, IReadOnlyList<RequirementError> errors, string? reason = null)
    : Exception(string.Join('\n', [detail, .. errors.Select(e => $"  {e.Field}: {e.Problem}")]))
{
    internal int Status => status;

    internal IReadOnlyList<RequirementError> Errors => errors;

    /// <summary>Whether it gave this reason, in the API's words.</summary>
    internal bool Says<TReason>(TReason expected)
        where TReason : struct, Enum => reason is not null && reason == JsonSerializer.SerializeToElement(expected, BridgeJson.Options).GetString();
}

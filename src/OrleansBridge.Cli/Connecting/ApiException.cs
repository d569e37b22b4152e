using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Connecting;

/// <summary>The bridge refused a call.</summary>
internal sealed class ApiException(int status, string detail, IReadOnlyList<RequirementError> errors)
    : Exception(string.Join('\n', [detail, .. errors.Select(e => $"  {e.Field}: {e.Problem}")]))
{
    internal int Status => status;

    internal IReadOnlyList<RequirementError> Errors => errors;
}

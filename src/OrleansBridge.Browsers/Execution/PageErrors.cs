using System.Text.RegularExpressions;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>Reads the messages that a page's errors carry.</summary>
internal static partial class PageErrors
{
    private const int Longest = 400;

    /// <summary>One line, without the wrapping that says nothing.</summary>
    public static string Concise(string error)
    {
        string line = Wrapping().Replace(Spaces().Replace(error, " "), "").Trim();
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest), "...");
    }

    /// <summary>What an error that ended a run means for recovery.</summary>
    public static FailureKind KindOf(PageReport report) => report switch
    {
        { DeviceLost: not null } => FailureKind.DeviceLost,
        { Stage: "fetch" } => FailureKind.Connection,
        _ when Lost().IsMatch(report.Error!) => FailureKind.DeviceLost,
        _ when NoMemory().IsMatch(report.Error!) => FailureKind.OutOfMemory,
        _ when NoBackend().IsMatch(report.Error!) => FailureKind.Launch,
        _ => FailureKind.ModelError,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"no available backend found\. ERR: \[\w+\] (Error: )?|^Error: |^Can't create a session\. |ERROR_CODE: \d+, ERROR_MESSAGE: |(/\S*/)?(onnxruntime/)?core/\S+:\d+ .*? was false\. (?=\S)")]
    private static partial Regex Wrapping();

    [GeneratedRegex(@"device (is |was )?lost|context (is |was )?lost|DXGI_ERROR_DEVICE", RegexOptions.IgnoreCase)]
    private static partial Regex Lost();

    [GeneratedRegex(@"bad_alloc|out of memory|allocation failed|Cannot enlarge memory|failed to allocate", RegexOptions.IgnoreCase)]
    private static partial Regex NoMemory();

    [GeneratedRegex("no available backend found")]
    private static partial Regex NoBackend();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Suites;

/// <summary>One run of a suite, remembered in the data folder until it has finished: the same command then resumes it.</summary>
/// <param name="RunId">The first part of its test ids.</param>
/// <param name="Started">When it began.</param>
internal sealed record SuiteRun(string RunId, DateTimeOffset Started)
{
    /// <summary>The unfinished run of the same arguments, or a new one.</summary>
    internal static (SuiteRun Run, bool Resumed) Begin(DataFolder data, string suiteFolder, IEnumerable<string> arguments)
    {
        var file = FileFor(data, suiteFolder, arguments);
        if (Note.Read<SuiteRun>(file) is { RunId.Length: > 0 } unfinished)
        {
            return (unfinished, true);
        }

        var now = DateTimeOffset.UtcNow;
        var name = new string([.. Path.GetFileName(suiteFolder).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')]);
        var run = new SuiteRun(string.Create(CultureInfo.InvariantCulture, $"{name}-{now:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}"), now);
        Note.Write(file, run);
        return (run, false);
    }

    /// <summary>The next run of these arguments starts anew.</summary>
    internal static void Finish(DataFolder data, string suiteFolder, IEnumerable<string> arguments) => File.Delete(FileFor(data, suiteFolder, arguments));

    private static string FileFor(DataFolder data, string suiteFolder, IEnumerable<string> arguments)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', arguments.Prepend(suiteFolder))));
        return data.In("suites", Convert.ToHexStringLower(key)[..16] + ".json");
    }
}

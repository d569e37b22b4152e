namespace OrleansBridge.Cli.Running;

/// <summary>A mistake of the user or of the machine's set-up: shown as one message, without a stack trace, exit status 2.</summary>
/// <param name="problem">What is wrong and what was expected.</param>
/// <param name="fix">What to do about it.</param>
internal sealed class UserErrorException(string problem, string? fix = null)
    : Exception(fix is null ? problem : $"{problem.TrimEnd('.')}. {fix}");

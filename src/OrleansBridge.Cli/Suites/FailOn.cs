namespace OrleansBridge.Cli.Suites;

/// <summary>What makes a suite's exit status 1.</summary>
internal enum FailOn
{
    /// <summary>Any test that did not pass.</summary>
    Failure,

    /// <summary>A test that passed in the baseline and does not now.</summary>
    Regression,

    /// <summary>Nothing: it only reports.</summary>
    Nothing,
}

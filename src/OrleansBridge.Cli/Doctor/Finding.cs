namespace OrleansBridge.Cli.Doctor;

/// <summary>One thing that doctor looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ok">Whether it can serve.</param>
/// <param name="Text">What was found, or what is wrong and how to mend it.</param>
internal sealed record Finding(string Name, bool Ok, string Text);

namespace OrleansBridge.Cli.Tests.Flow;

/// <summary>Tests that run whole commands: they take over the console, so one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection
{
    public const string Name = "console";
}

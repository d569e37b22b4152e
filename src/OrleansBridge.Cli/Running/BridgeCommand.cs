using System.CommandLine;

namespace OrleansBridge.Cli.Running;

/// <summary>One command of the program: its name, what it does, examples and action.</summary>
internal sealed class BridgeCommand(string name, string description, params string[] examples) : Command(name, description)
{
    internal IReadOnlyList<string> Examples => examples;

    /// <summary>Sets what the command does; the result is the exit status.</summary>
    internal BridgeCommand Does(Func<ParseResult, CancellationToken, Task<int>> action)
    {
        SetAction(action);
        return this;
    }
}

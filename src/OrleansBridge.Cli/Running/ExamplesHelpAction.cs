using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OrleansBridge.Cli.Running;

/// <summary>The usual help, with the command's examples below.</summary>
internal sealed class ExamplesHelpAction(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var status = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is BridgeCommand { Examples.Count: > 0 } command)
        {
            Console.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                Console.WriteLine($"  {example}");
            }

            Console.WriteLine();
        }

        return status;
    }
}

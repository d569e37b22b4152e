using System.CommandLine;
using System.CommandLine.Help;

namespace OrleansBridge.Cli.Running;

/// <summary>Parses, runs, and turns whatever happens into an exit status and at most one message.</summary>
internal static class CommandRunner
{
    internal static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        root.Options.Add(CommonOptions.Data);
        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { } help)
        {
            help.Action = new ExamplesHelpAction((HelpAction)help.Action!);
        }

        if (args.Length == 0)
        {
            await root.Parse("--help").InvokeAsync();
            return ExitCode.Usage;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not ExamplesHelpAction)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"bridge: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"bridge: see ./bridge {CommandPath(parsed)}--help");
            return ExitCode.Usage;
        }

        using var interrupt = new Interrupt(parsed.GetValue(CommonOptions.Supervised));
        try
        {
            // Signals are ours (Interrupt): the library's handler would end the process before a clean stop is done.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var status = await parsed.InvokeAsync(configuration, interrupt.Token);
            return interrupt.Token.IsCancellationRequested && status == ExitCode.Clean ? ExitCode.Interrupted : status;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("bridge: interrupted; what was acknowledged is kept, and the same command goes on with it");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (UserErrors.Explain(e) is { } message)
        {
            await Console.Error.WriteLineAsync($"bridge: {message}");
            return ExitCode.Usage;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"bridge: this should not have happened; please report it with what follows.\n{e}");
            return ExitCode.Usage;
        }
    }

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}

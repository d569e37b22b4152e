using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Tests.Flow;

/// <summary>A command run in this process, with what it wrote.</summary>
internal static class Captured
{
    internal static async Task<(int Status, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            return (await CommandRunner.RunAsync(CommandTree.Create(), arguments), newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}

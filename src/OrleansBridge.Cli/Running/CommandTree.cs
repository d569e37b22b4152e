using System.CommandLine;
using OrleansBridge.Cli.Benching;
using OrleansBridge.Cli.Chaos;
using OrleansBridge.Cli.Demo;
using OrleansBridge.Cli.Doctor;
using OrleansBridge.Cli.Farm;
using OrleansBridge.Cli.Models;
using OrleansBridge.Cli.Profiling;
using OrleansBridge.Cli.Submitting;
using OrleansBridge.Cli.Suites;
using OrleansBridge.Cli.Supervising;
using OrleansBridge.Cli.Testing;

namespace OrleansBridge.Cli.Running;

/// <summary>Every command.</summary>
internal static class CommandTree
{
    internal static RootCommand Create()
    {
        var root = new RootCommand("OrleansBridge: real models on real browsers, through Orleans grains that lose nothing.");
        Command[] commands =
        [
            DemoCommand.Create(), RunCommand.Create(), SuiteCommand.Create(),
            UpCommand.Create(), DownCommand.Create(), CleanCommand.Create(),
            SubmitCommand.Create(), .. TestCommands.Create(),
            .. FarmCommands.Create(), DoctorCommand.Create(), ProfileCommand.Create(),
            BenchCommand.Create(), ChaosCommand.Create(), TestCommand.Create(),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}

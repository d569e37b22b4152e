using System.CommandLine;
using OrleansBridge.Cli.Demo;
using OrleansBridge.Cli.Doctor;
using OrleansBridge.Cli.Farm;
using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Suites;
using OrleansBridge.Cli.Supervising;
using OrleansBridge.Cli.Tests;

var root = new RootCommand("OrleansBridge: real models on real browsers, through Orleans grains that lose nothing.");
Command[] commands =
[
    DemoCommand.Create(), SuiteCommand.Create(),
    SubmitCommand.Create(), .. TestCommands.Create(),
    UpCommand.Create(), DownCommand.Create(), CleanCommand.Create(),
    .. FarmCommands.Create(), DoctorCommand.Create(),
];
foreach (var command in commands)
{
    root.Subcommands.Add(command);
}

return await CommandRunner.RunAsync(root, args);

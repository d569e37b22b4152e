using System.CommandLine;
using OrleansBridge.Cli.Doctor;
using OrleansBridge.Cli.Running;

var root = new RootCommand("OrleansBridge: real models on real browsers, through Orleans grains that lose nothing.")
{
    DoctorCommand.Create(),
};
return await CommandRunner.RunAsync(root, args);

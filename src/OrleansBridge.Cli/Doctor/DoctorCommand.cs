using System.CommandLine;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Doctor;

/// <summary><c>bridge doctor</c>: what this machine has.</summary>
internal static class DoctorCommand
{
    internal static Command Create() =>
        new BridgeCommand("doctor", "What this machine has: browsers, probed backends, adapters, PostgreSQL, which Orleans.", "./bridge doctor")
            .Does((_, _) =>
            {
                Console.WriteLine($"Orleans     {OrleansRuntime.Describe()}");
                return Task.FromResult(ExitCode.Clean);
            });
}

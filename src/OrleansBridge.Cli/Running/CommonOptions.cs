using System.CommandLine;

namespace OrleansBridge.Cli.Running;

/// <summary>Options that many commands share.</summary>
internal static class CommonOptions
{
    internal static Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder for PostgreSQL's data, caches and artifacts. Default: .bridge in the checkout; where that cannot serve, ~/.local/share/orleansbridge, for root /var/lib/orleansbridge.",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Says that this process is a supervisor's child.</summary>
    internal static Option<bool> Supervised { get; } = new("--supervised") { Description = "The bridge process itself.", Hidden = true };

    /// <summary>A new <c>--json FILE</c> option for a command that reports.</summary>
    internal static Option<string?> Json() => new("--json") { Description = "Write the report as JSON to FILE.", HelpName = "FILE" };
}

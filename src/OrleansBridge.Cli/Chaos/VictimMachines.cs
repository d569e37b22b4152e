using System.Diagnostics;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Chaos;

/// <summary>The machines of chaos' bridge, by the number of their silo: on each a supervisor, which starts its silo process whenever that died.</summary>
internal sealed class VictimMachines(DataFolder data, int workers, IReadOnlyList<string> arguments) : IDisposable
{
    private readonly List<Process> _supervisors = [];

    internal int Count => _supervisors.Count;

    /// <summary>The supervisor of the silo that has the database.</summary>
    internal Process First => _supervisors[0];

    /// <summary>What the first machine's command said last.</summary>
    internal string LastOutput => File.Exists(Output(1)) ? string.Join(' ', File.ReadLines(Output(1)).TakeLast(3)) : "no output";

    /// <summary>One more machine, or one that is back.</summary>
    internal void Start(int silo)
    {
        string[] kind = silo == 1 ? ["--port", "0", "--workers", $"{workers}"] : ["--join", "--workers", "1"];
        var supervisor = Launch(Output(silo), ["up", "--data", data.Path, .. kind, .. arguments]);
        if (silo > _supervisors.Count)
        {
            _supervisors.Add(supervisor);
        }
        else
        {
            _supervisors[silo - 1] = supervisor;
        }
    }

    /// <summary>A silo process dies and its supervisor with it.</summary>
    internal void Kill(int silo, int process)
    {
        // The supervisor first: it would start another.
        var supervisor = _supervisors[silo - 1];
        supervisor.Kill();
        Signals.Kill(process);
        supervisor.WaitForExit();
        supervisor.Dispose();
    }

    public void Dispose() => _supervisors.ForEach(supervisor => supervisor.Dispose());

    private string Output(int silo) => data.In(silo == 1 ? "up.log" : $"up{silo}.log");

    private static Process Launch(string output, IReadOnlyList<string> arguments)
    {
        // In a session of its own: Ctrl-C is for chaos, which then stops it.
        var program = typeof(VictimMachines).Assembly.Location;
        string[] command = ["-c", "out=$1; shift; exec setsid \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo("/bin/sh", command);
        start.Environment.Remove("ConnectionStrings__Bridge");
        start.Environment.Remove("BRIDGE_API_KEY");
        return Process.Start(start)!;
    }
}

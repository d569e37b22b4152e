using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Native;

/// <summary>A node process with <c>onnxruntime-node</c>, which runs frames as a runner page does. One at a time; the others queue.</summary>
internal sealed class NativeProcess : LaunchedProcess
{
    private readonly Process _process;
    private readonly MessageStream _messages;
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    private NativeProcess(Process process, MessageStream messages) => (_process, _messages) = (process, messages);

    public override string EndedUnexpectedly => "the node process ended unexpectedly";

    public override string? OrtVersion => Hello.Ort;

    private Greeting Hello { get; init; } = new("", "");

    /// <exception cref="BrowserLaunchException">It did not start.</exception>
    /// <exception cref="BrowserSetupException">There is no <c>onnxruntime-node</c>.</exception>
    public static async Task<NativeProcess> StartAsync(
        BrowserExecutable node, BrowserEngineOptions options, IEnumerable<KeyValuePair<string, string>> environment, string mark, string temporary)
    {
        string package = Path.Combine(Path.GetFullPath(options.NodeModules), "onnxruntime-node");
        if (!Directory.Exists(package))
        {
            throw new BrowserSetupException($"no onnxruntime-node in {options.NodeModules}: run npm install in the npm folder");
        }

        string log = Path.Combine(temporary, "node.log");
        string script = NativeScripts.Unpack(temporary);
        await File.WriteAllTextAsync(log, "");
        string threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        // Its log goes to a file, which its own code reads; and like a browser it leaves the silo its share of the processor.
        string shell = "log=$1; shift; exec nice -n 10 \"$@\" 2>>\"$log\"";
        string parent = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh", ["-c", shell, "sh", log, node.Path, script, package, threads, parent, log])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var messages = new MessageStream(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        var hello = await GreetingAsync(messages, log, options.LaunchTimeout);
        return new NativeProcess(process, messages)
        {
            Executable = node,
            Version = $"onnxruntime-node {hello.Ort} (node {hello.Node})",
            Flags = [$"intraOpNumThreads={threads}"],
            Mark = mark,
            Temporary = temporary,
            ProcessId = process.Id,
            Software = true,
            Hello = hello,
        };
    }

    /// <summary>Has a frame run after those before it.</summary>
    /// <returns>What it says with its outputs, and its closing words.</returns>
    public (Task<PageReport> Report, Task<PageSettled> Settled) Exchange(PreparedRun run, RunControl control)
    {
        lock (_gate)
        {
            var report = ReportAsync(_last, run, control);
            var settled = SettledAsync(report);
            _last = settled;
            return (report, settled);
        }
    }

    /// <summary>Ends when nothing is asked of it any more.</summary>
    public async Task IdleAsync() => await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public override Task<RunnerTab> OpenTabAsync(RunnerServer server, RunControl warmUp, PreparedRun probe, BrowserEngineOptions options) =>
        NativeTab.OpenAsync(this, server.Address, warmUp, probe, options.PageTimeout);

    protected override async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    private static async Task<Greeting> GreetingAsync(MessageStream messages, string log, TimeSpan patience)
    {
        try
        {
            return JsonSerializer.Deserialize<Greeting>((await messages.ReadAsync().WaitAsync(patience)).Span, JsonSerializerOptions.Web)!;
        }
        catch (EndOfStreamException)
        {
            // Node prints source, blank lines and a stack; the line with the error's name says it.
            string[] lines = await File.ReadAllLinesAsync(log);
            throw new BrowserLaunchException($"onnxruntime-node did not start: {Array.Find(lines, l => l.Contains("Error", StringComparison.Ordinal))?.Trim() ?? lines.LastOrDefault() ?? "it said nothing"}");
        }
    }

    private async Task<PageReport> ReportAsync(Task before, PreparedRun run, RunControl control)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _messages.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(control, JsonSerializerOptions.Web));
        await _messages.WriteAsync(run.Frame);
        return new PageReport(Frame.Decode(await _messages.ReadAsync()));
    }

    private async Task<PageSettled> SettledAsync(Task<PageReport> report)
    {
        await report;
        return PageSettled.Parse(System.Text.Encoding.UTF8.GetString((await _messages.ReadAsync()).Span));
    }

    private sealed record Greeting(string Ort, string Node);
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Native;

/// <summary>A node process with <c>onnxruntime-node</c>, which runs frames as a runner page does. One at a time; the others queue.</summary>
internal sealed class NativeProcess : LaunchedProcess
{
    private readonly MessageStream _messages;
    private readonly Task _released;
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    private NativeProcess(Process process, MessageStream messages)
    {
        _messages = messages;
        _released = ReleasedAsync(process);
    }

    public override string EndedUnexpectedly => "the node process ended unexpectedly";

    public override string? OrtVersion => Hello.Ort;

    private Greeting Hello { get; init; } = new("", "");

    /// <summary>Starts it, or leaves nothing of it behind.</summary>
    /// <exception cref="BrowserLaunchException">It did not start.</exception>
    /// <exception cref="BrowserSetupException">There is no <c>onnxruntime-node</c>.</exception>
    public static async Task<NativeProcess> StartAsync(
        BrowserExecutable node, BrowserEngineOptions options, IEnumerable<KeyValuePair<string, string>> environment, string mark, string temporary)
    {
        try
        {
            return await LaunchAsync(node, options, environment, mark, temporary);
        }
        catch
        {
            Reaper.KillMarked(mark);
            Reaper.Delete(temporary);
            throw;
        }
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

    /// <summary>Has it release half of the models it has loaded, after the runs before.</summary>
    /// <returns>What is left.</returns>
    public Task<PageSettled> EvictAsync()
    {
        lock (_gate)
        {
            var left = SettledAsync(EvictAsync(_last));
            _last = left;
            return left;
        }
    }

    /// <summary>Ends when nothing is asked of it any more.</summary>
    public async Task IdleAsync() => await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public override Task<RunnerTab> OpenTabAsync(RunnerServer server, RunControl warmUp, PreparedRun probe, BrowserEngineOptions options) =>
        NativeTab.OpenAsync(this, server.Address, warmUp, probe, options.PageTimeout);

    protected override async Task EndAsync()
    {
        _messages.EndInput();
        await _released;
    }

    private static async Task<NativeProcess> LaunchAsync(
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
        Greeting hello;
        try
        {
            hello = await GreetingAsync(messages, log, options.LaunchTimeout);
        }
        catch
        {
            messages.Dispose();
            process.Dispose();
            throw;
        }

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

    private static async Task<Greeting> GreetingAsync(MessageStream messages, string log, TimeSpan patience)
    {
        try
        {
            return JsonSerializer.Deserialize<Greeting>((await messages.ReadAsync().WaitAsync(patience)).Span, JsonSerializerOptions.Web)
                ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new BrowserLaunchException("onnxruntime-node did not start: its first words are none of this engine's; is this node?");
        }
        catch (EndOfStreamException)
        {
            // Node prints source, blank lines and a stack; the line with the error's name says it.
            string[] lines = await File.ReadAllLinesAsync(log);
            throw new BrowserLaunchException($"onnxruntime-node did not start: {Array.Find(lines, l => l.Contains("Error", StringComparison.Ordinal))?.Trim() ?? lines.LastOrDefault() ?? "it said nothing"}");
        }
    }

    /// <summary>Gives its handle and its pipes back when it has ended, however it did; at the end of the pipes its runs end by themselves.</summary>
    private async Task ReleasedAsync(Process process)
    {
        await process.WaitForExitAsync();
        await IdleAsync();
        _messages.Dispose();
        process.Dispose();
    }

    private async Task<PageReport> ReportAsync(Task before, PreparedRun run, RunControl control)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _messages.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(control, JsonSerializerOptions.Web));
        await _messages.WriteAsync(run.Frame);
        return new PageReport(Frame.Decode(await _messages.ReadAsync()));
    }

    private async Task EvictAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _messages.WriteAsync("""{"evict":true}"""u8.ToArray());
    }

    private async Task<PageSettled> SettledAsync(Task asked)
    {
        await asked;
        return PageSettled.Parse(System.Text.Encoding.UTF8.GetString((await _messages.ReadAsync()).Span));
    }

    private sealed record Greeting(string Ort, string Node);
}

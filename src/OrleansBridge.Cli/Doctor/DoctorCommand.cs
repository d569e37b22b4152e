using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;
using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Execution;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Doctor;

/// <summary><c>bridge doctor</c>: what this machine has. Browsers are probed by computing on them, PostgreSQL by starting it.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> Json = CommonOptions.Json();

    internal static Command Create()
    {
        var command = new BridgeCommand("doctor", "What this machine has: browsers, probed backends, adapters, PostgreSQL, which Orleans.", "./bridge doctor", "./bridge doctor --json machine.json")
        {
            Json,
        };
        EngineOptions.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        JsonReport.CheckWritable(parsed.GetValue(Json));
        var data = parsed.Data();
        var machine = Machine.Here;
        var findings = new List<Finding>
        {
            new("machine", true, $"{machine.Cpu ?? machine.Architecture}, {machine.Cores} cores, {Figures.Number(machine.MemoryGb)} GB, {machine.Os}"),
            new(".NET", true, RuntimeInformation.FrameworkDescription),
            new("Orleans", true, OrleansRuntime.Describe()),
        };
        await using var running = await BridgeConnection.TryAttachAsync(data, cancellation);
        findings.Add(running is null ? await PostgresAsync(data, cancellation) : new Finding("bridge", true, $"runs at {running.Endpoint.Url} (process {running.Endpoint.Process.Id})"));
        findings.Add(await Tools.CommandAsync("node", "apt-get install nodejs npm", cancellation));
        findings.Add(Tools.Package("onnxruntime-web"));
        findings.Add(Tools.Package("onnxruntime-node"));
        findings.Add(Tools.TestData());
        foreach (var finding in findings)
        {
            Console.WriteLine($"{(finding.Ok ? "ok " : "NO ")} {finding.Name,-18} {finding.Text}");
        }

        Screen.Note("probing browsers ...");
        var browsers = running is null ? await ProbeAsync(parsed, data, cancellation) : await running.FarmCapabilitiesAsync(cancellation);
        CapabilityLines.Write(browsers);
        await JsonReport.WriteAsync(parsed.GetValue(Json), new { runtime = OrleansRuntimeName.Value, machine, findings, browsers });
        return findings.TrueForAll(f => f.Ok) && browsers.Any(b => b.Problem is null) ? ExitCode.Clean : ExitCode.Usage;
    }

    private static async Task<Finding> PostgresAsync(DataFolder data, CancellationToken cancellation)
    {
        try
        {
            using var owner = FolderOwner.TryTake(data) ?? throw new UserErrorException($"the data folder {data.Path} is in use by a bridge that does not answer yet");
            var watch = Stopwatch.StartNew();
            await using var database = await BridgeDatabaseHost.StartAsync(data, cancellation);
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            await using var command = source.CreateCommand("SELECT current_setting('server_version')");
            var version = await command.ExecuteScalarAsync(cancellation);
            return new Finding("PostgreSQL", true, $"{version}, {(BridgeDatabaseHost.Given is null ? $"private server in {data.Path}" : "as ConnectionStrings__Bridge says")}, ready in {Figures.Span(watch.Elapsed)}");
        }
        catch (Exception e) when (UserErrors.Explain(e) is { } message)
        {
            return new Finding("PostgreSQL", false, message);
        }
    }

    private static async Task<IReadOnlyList<BrowserCapability>> ProbeAsync(ParseResult parsed, DataFolder data, CancellationToken cancellation)
    {
        var options = EngineOptions.Of(parsed) with { Browsers = [.. BrowserDefaults.Known.Select(b => b.Name)] };
        using var models = options.Models(data);
        await using var engine = new BrowserEngine(await options.BrowserOptionsAsync(data, cancellation) with { ProbeValidity = TimeSpan.Zero }, models);
        return await engine.StartAsync(cancellation);
    }
}

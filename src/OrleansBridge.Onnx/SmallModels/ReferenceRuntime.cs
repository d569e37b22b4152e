using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using OrleansBridge.Json;
using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>Expected outputs from npm's <c>onnxruntime-node</c>, run by node.</summary>
/// <param name="node">The node command.</param>
/// <param name="package">The folder of the package, <c>node_modules/onnxruntime-node</c>.</param>
public sealed class ReferenceRuntime(string node, string package)
{
    /// <summary>Runs all and gives each run's outputs. Its files live in <paramref name="scratch"/>.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Tensor>>> RunAsync(IReadOnlyList<ReferenceRun> runs, string scratch, CancellationToken cancellation)
    {
        string job = Path.Combine(scratch, "job.json");
        var steps = runs.Select((run, index) => Prepare(run, Directory.CreateDirectory(Path.Combine(scratch, $"run-{index}")).FullName)).ToList();
        await File.WriteAllTextAsync(job, JsonSerializer.Serialize(new { Ort = Path.GetFullPath(package), Runs = steps }, BridgeJson.Options), cancellation);
        string answer = await ExecuteAsync(await UnpackScriptAsync(scratch, cancellation), job, cancellation);
        var results = JsonSerializer.Deserialize<RawTensor[][]>(answer, BridgeJson.Options)!;
        return [.. results.Select(outputs => (Tensor[])[.. outputs.Select(Read)])];
    }

    private static object Prepare(ReferenceRun run, string folder)
    {
        var inputs = run.Inputs.Select((input, index) =>
        {
            string file = Path.Combine(folder, $"input_{index}.bin");
            File.WriteAllBytes(file, input.Data.ToArray());
            return new RawTensor(input.Name, input.Type.Name, input.Dims, file);
        });
        return new { run.Model, Inputs = inputs.ToList(), OutputFolder = folder };
    }

    private static Tensor Read(RawTensor raw) => new(raw.Name, ElementType.FromName(raw.Type)!, raw.Dims, File.ReadAllBytes(raw.File));

    private static async Task<string> UnpackScriptAsync(string scratch, CancellationToken cancellation)
    {
        string path = Path.Combine(scratch, "expected.mjs");
        await using var source = typeof(ReferenceRuntime).Assembly.GetManifestResourceStream("expected.mjs")!;
        await using var target = File.Create(path);
        await source.CopyToAsync(target, cancellation);
        return path;
    }

    private async Task<string> ExecuteAsync(string script, string job, CancellationToken cancellation)
    {
        using var process = Start(script, job);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? await output
                : throw new ModelException($"onnxruntime-node did not give the expected outputs of the small models: {Gist(await errors)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(string script, string job)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(node, [script, job]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new ModelException($"cannot start '{node}', which makes the small models' expected outputs: {exception.Message}");
        }
    }

    // Node prints source, blank lines and a stack; the line with the error's name says it.
    private static string Gist(string errors) =>
        errors.Split('\n').FirstOrDefault(line => line.Contains("Error", StringComparison.Ordinal))?.Trim() ?? errors.Trim();
}

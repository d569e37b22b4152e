using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Execution;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Serving;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Probing;

/// <summary>
/// Finds out what a browser type can do here by doing it: a matrix product on each backend, its numbers checked and its node seen on
/// that backend. API presence proves nothing.
/// </summary>
internal sealed class CapabilityProbe(BrowserLauncher launcher, RunnerServer server, BrowserEngineOptions options)
{
    /// <summary>Probes a type. The browser that did it is handed on, so that its launch was not in vain.</summary>
    public async Task<ProbedBrowser> ProbeAsync(BrowserTypeOptions type)
    {
        bool hardware = type.Backends.Contains(Backends.WebGpu)
            && (options.Adapter == AdapterPreference.Hardware || (options.Adapter == AdapterPreference.Auto && HasGraphicsDevice()));
        try
        {
            var probed = await ProbeAsync(type, software: !hardware);
            if (!hardware || options.Adapter == AdapterPreference.Hardware || probed.Capability.Has(Backends.WebGpu))
            {
                return probed;
            }

            await probed.Instance!.CloseAsync(Results.FailureKind.Connection, "its adapter does not compute");
            return await ProbeAsync(type, software: true);
        }
        catch (Exception problem) when (problem is BrowserSetupException or BrowserLaunchException)
        {
            return new(new BrowserCapability { Browser = type.Name, Problem = problem.Message }, null);
        }
    }

    private async Task<ProbedBrowser> ProbeAsync(BrowserTypeOptions type, bool software)
    {
        var launched = await launcher.LaunchAsync(type, software);
        var instance = new BrowserInstance(type, launched, server, options);
        var backends = new List<BackendCapability>();
        foreach (string backend in type.Backends)
        {
            backends.Add(await ProbeAsync(instance, backend));
        }

        var capability = new BrowserCapability
        {
            Browser = type.Name,
            Executable = launched.Executable.Path,
            Version = launched.Version,
            Substitute = launched.Executable.Substitute,
            Backends = backends,
            Problem = backends.Any(b => b.Works) ? null : $"no backend computes: {backends[^1].Problem}",
        };
        return new(capability, instance);
    }

    private static async Task<BackendCapability> ProbeAsync(BrowserInstance instance, string backend)
    {
        try
        {
            var tab = await instance.TabAsync(backend);
            var adapter = Adapters.Describe(backend, tab.WarmUp!);
            string? problem = Verdict(backend, tab.WarmUp!, await tab.Settled);
            if (problem is not null)
            {
                instance.Discard(tab);
            }

            return new(backend, problem is null, adapter.Name, adapter.Software, problem);
        }
        catch (RunFailure failure)
        {
            return new(backend, false, null, null, failure.Message);
        }
    }

    private static string? Verdict(string backend, PageReport report, PageSettled settled)
    {
        if (report.Error is { } error)
        {
            return PageErrors.Concise(error);
        }

        return ProbeModel.IsRight(TensorBytes.Read(report.Sets[0][0], report.Frame))
            ? settled.Nodes?.GetValueOrDefault(backend) > 0 ? null : "ONNX Runtime put the probe's node elsewhere"
            : "a small matrix product came out wrong";
    }

    // Without a render node there is no hardware adapter, and asking costs a launch.
    private static bool HasGraphicsDevice() =>
        !OperatingSystem.IsLinux() || (Directory.Exists("/dev/dri") && Directory.EnumerateFiles("/dev/dri", "renderD*").Any());
}

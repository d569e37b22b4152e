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
internal sealed class CapabilityProbe(BrowserLauncher launcher, RunnerServer server, ProbeNotes notes, BrowserEngineOptions options)
{
    /// <summary>Probes a type, unless that was done. The browser that did it is handed on, so that its launch was not in vain.</summary>
    public async Task<ProbedBrowser> ProbeAsync(BrowserTypeOptions type)
    {
        if (notes.Recall(type) is { } known)
        {
            return known;
        }

        var found = await FindAsync(type);
        if (found.Answered && found.Capability.Problem is null)
        {
            // A page that did not answer may do so the next time.
            notes.Keep(type, found);
        }

        return found;
    }

    private async Task<ProbedBrowser> FindAsync(BrowserTypeOptions type)
    {
        bool hardware = type.Backends.Contains(Backends.WebGpu)
            && (options.Adapter == AdapterPreference.Hardware || (options.Adapter == AdapterPreference.Auto && GraphicsDevices.MayExist));
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
            return new(new BrowserCapability { Browser = type.Name, Problem = problem.Message }, !hardware, Answered: false, null);
        }
    }

    private async Task<ProbedBrowser> ProbeAsync(BrowserTypeOptions type, bool software)
    {
        var launched = await launcher.LaunchAsync(type, software);
        var instance = new BrowserInstance(type, launched, server, options);
        var backends = new List<BackendCapability>();
        bool answered = true;
        foreach (string backend in type.Backends)
        {
            try
            {
                backends.Add(await ProbeAsync(instance, backend));
            }
            catch (RunFailure failure)
            {
                answered = false;
                backends.Add(new(backend, false, null, null, failure.Message));
            }
        }

        instance.Release(TimeProvider.System.GetUtcNow());
        var capability = new BrowserCapability
        {
            Browser = type.Name,
            Executable = launched.Executable.Path,
            Version = launched.Version,
            Substitute = launched.Executable.Substitute,
            Backends = backends,
            Problem = backends.Any(b => b.Works) ? null : $"no backend computes: {backends[^1].Problem}",
        };
        return new(capability, software, answered, instance);
    }

    /// <exception cref="RunFailure">The page did not get that far.</exception>
    private static async Task<BackendCapability> ProbeAsync(BrowserInstance instance, string backend)
    {
        var tab = await instance.Pages.TakeAsync(backend);
        var adapter = Adapters.Describe(backend, tab.WarmUp!);
        string? problem = Verdict(backend, tab.WarmUp!, await tab.Settled);
        if (problem is not null)
        {
            instance.Pages.Discard(tab);
        }

        return new(backend, problem is null, adapter.Name, adapter.Software, problem);
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
}

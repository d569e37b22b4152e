using OrleansBridge.Core.Fleet;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Eligibility;

/// <summary>Whether any registered worker could ever run a test, and if not, which requirements stand in the way.</summary>
public static class FarmCheck
{
    /// <returns>The requirements that fail, by field; empty when a worker could run it, or when none is registered yet.</returns>
    public static IReadOnlyList<RequirementError> Check(TestRequirements test, IReadOnlyCollection<WorkerView> workers)
    {
        if (workers.Count == 0 || workers.Any(w => w.Descriptor.Browsers.Any(b => PlaceFilter.Offer(test, w, b, out _) is not null)))
        {
            return [];
        }

        var errors = new List<RequirementError>();
        var types = workers.SelectMany(w => w.Descriptor.Browsers).Where(b => b.Problem is null).ToList();
        var names = string.Join(", ", types.Select(b => b.Browser).Distinct().Order(StringComparer.Ordinal));
        var required = test.BrowserRequirements.Required;
        var browsers = types.Where(b => (required is null || b.Browser == required) && !PlaceFilter.IsUnasked(b.Browser, test.BrowserRequirements) && !test.BrowserRequirements.Excluded.Contains(b.Browser)).ToList();
        if (browsers.Count == 0)
        {
            errors.Add(required is not null && types.All(b => b.Browser != required)
                ? new RequirementError("browser_requirements.required", $"is '{required}', which no registered worker has; there are: {(names.Length == 0 ? "none" : names)}{Problems(workers, required)}")
                : new RequirementError("browser_requirements.excluded", $"leaves no browser; there are: {(names.Length == 0 ? "none" : names)}"));
        }
        else if (test.Backend.Required is { } backend && !browsers.Any(b => b.Has(backend)))
        {
            errors.Add(new RequirementError("backend.required", $"is '{backend}', which works on none of {string.Join(", ", browsers.Select(b => b.Browser).Distinct())} here{BackendProblem(browsers, backend)}"));
        }
        else if (!browsers.Any(b => b.Backends.Any(x => x.Works)))
        {
            errors.Add(new RequirementError("backend", "no backend works on the browsers that may run it; see `bridge doctor`"));
        }

        var memory = workers.Max(w => w.Descriptor.MemoryGb);
        if (memory > 0 && test.MinimumMemory > memory)
        {
            errors.Add(new RequirementError("minimum_memory", $"is {test.MinimumMemory} GB; the largest worker has {memory:0.#} GB"));
        }

        return errors.Count > 0 ? errors : [new RequirementError("browser_requirements", "no single worker meets all requirements at once; loosen one of browser, backend or minimum_memory")];
    }

    private static string Problems(IEnumerable<WorkerView> workers, string browser) =>
        workers.SelectMany(w => w.Descriptor.Browsers).FirstOrDefault(b => b.Browser == browser)?.Problem is { } problem ? $" ({problem})" : "";

    private static string BackendProblem(IEnumerable<Execution.BrowserCapability> browsers, string backend) =>
        browsers.SelectMany(b => b.Backends).FirstOrDefault(b => b.Backend == backend)?.Problem is { } problem ? $" ({problem})" : "";
}

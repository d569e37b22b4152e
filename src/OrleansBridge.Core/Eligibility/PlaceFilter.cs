using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Eligibility;

/// <summary>The hard requirements (SPEC section 6, filter). What can never be is told from what must only wait.</summary>
public static class PlaceFilter
{
    /// <summary>The place a browser type offers a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="browser">One of its browser types.</param>
    /// <param name="refused">Why it can never take it, or null.</param>
    /// <param name="avoid">Patterns of places that recovery leaves; here the backends among them count.</param>
    /// <param name="backends">Which backend the test gets on a browser; null: the first in order that works.</param>
    /// <returns>The place, or null when refused.</returns>
    public static Place? Offer(TestRequirements test, WorkerView worker, BrowserCapability browser, out string? refused, IReadOnlyCollection<string>? avoid = null, Func<BrowserCapability, string?>? backends = null)
    {
        var wanted = test.BrowserRequirements;
        refused = browser.Problem is not null ? "browser does not run there: " + browser.Problem
            : wanted.Required is { } required && required != browser.Browser ? "browser_requirements.required is " + required
            : IsUnasked(browser.Browser, wanted) ? "native runs only tests whose browser_requirements.required names it"
            : wanted.Excluded.Contains(browser.Browser) ? "browser_requirements.excluded names it"
            : worker.Descriptor.MemoryGb > 0 && test.MinimumMemory > worker.Descriptor.MemoryGb ? $"minimum_memory {test.MinimumMemory} GB is above the worker's {worker.Descriptor.MemoryGb:0.#} GB"
            : null;
        if (refused is not null)
        {
            return null;
        }

        var backend = backends is null ? BackendOrder.Choose(test, browser, PlacePattern.Backends(avoid ?? [])) : backends(browser);
        if (backend is null)
        {
            refused = test.Backend.Required is { } name ? $"backend.required {name} does not work there" : "no backend works there";
            return null;
        }

        return new Place(worker, browser, backend);
    }

    /// <summary>Whether a browser type is none for this test unless it is required: what is no browser proves nothing about browsers.</summary>
    internal static bool IsUnasked(string browser, BrowserRequirements wanted) => browser == BrowserTypes.Native && wanted.Required != browser;

    /// <summary>Why a place that could take the test must wait, or null when it is free now.</summary>
    public static string? Wait(TestRequirements test, WorkerView worker) =>
        !worker.Alive ? "worker's lease has expired"
        : worker.Draining ? "worker is draining"
        : worker.HeldExclusively ? "worker is held exclusively"
        : test.Exclusive && worker.Runs.Count > 0 ? "exclusive, and the worker is busy"
        : worker.Free <= 0 ? "no free slot"
        : worker.FreeMemoryGb > 0 && test.MinimumMemory > worker.FreeMemoryGb ? $"{worker.FreeMemoryGb:0.#} GB free, minimum_memory is {test.MinimumMemory}"
        : null;
}

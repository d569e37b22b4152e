using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A speed profile by number: models, browser types and backends of one workload.</summary>
internal sealed class SpeedTable
{
    private readonly SpeedEntry?[,,] _entries;
    private readonly int[,] _backends;
    private readonly BrowserCosts[] _costs;

    /// <exception cref="ArgumentException">The profile knows too little for the workload.</exception>
    public SpeedTable(Workload workload, SpeedProfile profile)
    {
        Models = workload.Models;
        Browsers = workload.BrowserTypes;
        Backends = [.. profile.Entries.Select(e => e.Backend).Distinct().Order(StringComparer.Ordinal)];
        _costs = [.. Browsers.Select(b => profile.Browsers.FirstOrDefault(c => c.Browser == b) ?? throw Lacks(profile, b))];
        Capabilities = [.. Browsers.Select(b => Capability(profile, b))];
        _entries = new SpeedEntry?[Models.Count, Browsers.Count, Backends.Count];
        _backends = new int[Models.Count, Browsers.Count];
        Fastest = new int[Models.Count];
        for (var model = 0; model < Models.Count; model++)
        {
            Fill(profile, model);
        }
    }

    public IReadOnlyList<SimulatedModel> Models { get; }

    public IReadOnlyList<string> Browsers { get; }

    public IReadOnlyList<string> Backends { get; }

    /// <summary>What each browser type can do, as a probe would have found it.</summary>
    public IReadOnlyList<BrowserCapability> Capabilities { get; }

    /// <summary>The browser type on which each model's runs are shortest, with its best backend there.</summary>
    public int[] Fastest { get; }

    public BrowserCosts Costs(int browser) => _costs[browser];

    /// <summary>The backend a model gets on a browser type unless somebody chooses another.</summary>
    public int Backend(int model, int browser) => _backends[model, browser];

    public SpeedEntry Of(int model, int browser, int backend) => _entries[model, browser, backend]
        ?? throw new InvalidOperationException($"the speed profile knows nothing of {Models[model].ModelType} on {Browsers[browser]}/{Backends[backend]}");

    public SpeedEntry Of(int model, int browser) => Of(model, browser, _backends[model, browser]);

    /// <summary>What an instance has loaded after a run: a model for a backend.</summary>
    public int Session(int model, int backend) => model * Backends.Count + backend;

    public int ModelOf(int session) => session / Backends.Count;

    public int BackendOf(int session) => session % Backends.Count;

    /// <summary>Every entry of a model on a browser type, whatever the backend.</summary>
    public IEnumerable<SpeedEntry> All(int model, int browser) =>
        Enumerable.Range(0, Backends.Count).Select(b => _entries[model, browser, b]).OfType<SpeedEntry>();

    public static double RunSeconds(in SimulatedTest test, SpeedEntry entry) => entry.RunSeconds * entry.Factor(test.RunLuck) * test.Size;

    public static double SetupSeconds(in SimulatedTest test, SpeedEntry entry) => entry.SetupSeconds == 0 ? 0 : entry.SetupSeconds * entry.Factor(test.SetupLuck);

    private void Fill(SpeedProfile profile, int model)
    {
        var test = new TestRequirements { ModelId = Models[model].ModelId, ModelType = Models[model].ModelType };
        for (var browser = 0; browser < Browsers.Count; browser++)
        {
            foreach (var entry in profile.Entries.Where(e => e.ModelType == test.ModelType && e.Browser == Browsers[browser]))
            {
                _entries[model, browser, Index(Backends, entry.Backend)] = entry;
            }

            var backend = BackendOrder.Choose(test, Capabilities[browser], []);
            if (backend is null || _entries[model, browser, Index(Backends, backend)] is null)
            {
                backend = Backends.FirstOrDefault(b => _entries[model, browser, Index(Backends, b)] is not null) ?? throw Lacks(profile, $"{test.ModelType} on {Browsers[browser]}");
            }

            _backends[model, browser] = Index(Backends, backend);
            if (All(model, browser).Min(e => e.RunSeconds) < All(model, Fastest[model]).Min(e => e.RunSeconds))
            {
                Fastest[model] = browser;
            }
        }
    }

    private static BrowserCapability Capability(SpeedProfile profile, string browser) => new()
    {
        Browser = browser,
        Backends = [.. profile.Entries.Where(e => e.Browser == browser).Select(e => e.Backend).Distinct().Select(b => new BackendCapability(b, true, null, null, null))],
    };

    private static int Index(IReadOnlyList<string> names, string name)
    {
        var at = 0;
        while (names[at] != name)
        {
            at++;
        }

        return at;
    }

    private static ArgumentException Lacks(SpeedProfile profile, string what) => new($"speed profile '{profile.Name}' has no figures for {what}; add them, or simulate without it");
}

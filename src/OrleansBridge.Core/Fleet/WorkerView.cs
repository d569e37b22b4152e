using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Fleet;

/// <summary>One worker as a decision sees it. A value: the balancer makes a new one when something changes.</summary>
public sealed record WorkerView
{
    /// <summary>Who it is and what it can do.</summary>
    public required WorkerDescriptor Descriptor { get; init; }

    /// <summary>The agent's generation.</summary>
    public required long Generation { get; init; }

    /// <summary>Live assignments by run, with the browser type each one has.</summary>
    public IReadOnlyDictionary<RunKey, string> Runs { get; init; } = new Dictionary<RunKey, string>();

    /// <summary>The model of each live assignment; those that are missing are not known.</summary>
    public IReadOnlyDictionary<RunKey, string> Models { get; init; } = new Dictionary<RunKey, string>();

    /// <summary>Whether one of the runs is exclusive.</summary>
    public bool HeldExclusively { get; init; }

    /// <summary>Living browser instances.</summary>
    public IReadOnlyList<BrowserSnapshot> Browsers { get; init; } = [];

    /// <summary>Memory free, GB (10^9 bytes).</summary>
    public double FreeMemoryGb { get; init; }

    /// <summary>Seconds of browser time that its runs still need, as predicted, by browser type; a type that is missing is not known.</summary>
    public IReadOnlyDictionary<string, double> Backlog { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether it takes no new assignments.</summary>
    public bool Draining { get; init; }

    /// <summary>Whether its lease holds.</summary>
    public bool Alive { get; init; } = true;

    /// <summary>Free slots.</summary>
    public int Free => Descriptor.Capacity - Runs.Count;

    /// <summary>Live assignments on a browser type.</summary>
    public int Active(string browser) => Runs.Values.Count(b => b == browser);

    /// <summary>Live assignments of a model on a browser type.</summary>
    public int Active(string browser, string model) => Runs.Count(r => r.Value == browser && Models.GetValueOrDefault(r.Key) == model);

    /// <summary>Instances the type has now, at least the one it may open.</summary>
    public int Instances(string browser) => Math.Max(1, Browsers.Count(b => b.Browser == browser));
}

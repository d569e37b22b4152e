using OrleansBridge.Browsers.Bare;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Benching;

/// <summary>Which cases are measured: such as pass on a bare page, and a mix in which every fourth fails there.</summary>
internal sealed record OverheadCases(IReadOnlyList<string> Clean, IReadOnlyList<string> Mixed)
{
    private const int PassesPerFailure = 3;
    private const int Repeats = 4;

    /// <summary>The clean cases several times over: a throughput needs seconds to show.</summary>
    internal IReadOnlyList<string> Long { get; } = [.. Enumerable.Repeat(Clean, Repeats).SelectMany(c => c)];

    /// <summary>Asks the bare page, which also warms it up.</summary>
    internal static async Task<OverheadCases> ChooseAsync(BareRunner bare, string suite, int count, TimeSpan timeout, CancellationToken cancellation)
    {
        var all = ModelSuite.Open(suite).Cases.Select(c => c.Path).ToList();
        var passing = new List<string>();
        var failing = new List<string>();
        foreach (var folder in Spread(all))
        {
            if (passing.Count >= count && failing.Count >= count / (PassesPerFailure + 1))
            {
                break;
            }

            var outcome = (await bare.RunAsync([folder], timeout, cancellation))[0].Outcome;
            (outcome switch { Outcome.Passed => passing, Outcome.Failed => failing, _ => [] }).Add(folder);
        }

        if (passing.Count == 0)
        {
            throw new UserErrorException($"no case of {suite} passes on a bare page", "Choose another folder with --suite DIR, or another --browser or --backend.");
        }

        var clean = passing.Take(count).ToList();
        var mixed = failing.Take(Math.Max(1, count / (PassesPerFailure + 1))).SelectMany((f, i) => clean.Skip(i * PassesPerFailure).Take(PassesPerFailure).Append(f)).ToList();
        Screen.Note($"{clean.Count} cases that pass; {mixed.Count} of which {failing.Count(mixed.Contains)} fail");
        return new OverheadCases(clean, mixed);
    }

    /// <summary>Every seventh first, then those after them: neighbours in a suite are alike.</summary>
    private static IEnumerable<string> Spread(List<string> all) => Enumerable.Range(0, 7).SelectMany(start => all.Where((_, i) => i % 7 == start));
}

using OrleansBridge.Core.Dispatching.Planning;

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>The dual of the linear relaxation, with the tests of a type that are released between two releases as one class.</summary>
internal sealed class Relaxation(BoundInstance instance, double[] releases)
{
    /// <returns>By group and release: the price of the group's time from then on.</returns>
    public double[,] Prices()
    {
        var classes = Classes();
        var (groups, prices) = (instance.Groups, instance.Groups * releases.Length);
        var rows = new List<double[]>();
        var all = new double[prices + classes.Count + 1];
        Array.Fill(all, 1, 0, prices);
        all[^1] = 1;
        rows.Add(all);
        for (var c = 0; c < classes.Count; c++)
        {
            for (var group = 0; group < groups; group++)
            {
                var row = new double[prices + classes.Count + 1];
                for (var release = 0; release <= classes[c].Release; release++)
                {
                    row[group * releases.Length + release] = -classes[c].Seconds[group] / instance.Instances[group];
                }

                row[prices + c] = 1;
                rows.Add(row);
            }
        }

        var objective = new double[prices + classes.Count];
        Array.Fill(objective, 1, prices, classes.Count);
        for (var i = 0; i < prices; i++)
        {
            objective[i] = releases[i % releases.Length] + (i % releases.Length == 0 ? instance.Setup : 0);
        }

        var solution = new LinearProgram([.. rows], objective).Solve();
        var result = new double[groups, releases.Length];
        for (var i = 0; i < prices; i++)
        {
            result[i / releases.Length, i % releases.Length] = solution[i];
        }

        return result;
    }

    /// <summary>By type and last release that is not after the test's: the seconds of its tests on each group.</summary>
    private List<(int Release, double[] Seconds)> Classes()
    {
        var classes = new Dictionary<(int Type, int Release), double[]>();
        for (var test = 0; test < instance.Tests; test++)
        {
            var key = (instance.Types[test], Array.FindLastIndex(releases, r => r <= instance.Released[test]));
            if (!classes.TryGetValue(key, out var seconds))
            {
                classes.Add(key, seconds = new double[instance.Groups]);
            }

            for (var group = 0; group < instance.Groups; group++)
            {
                seconds[group] += instance.Seconds[test, group];
            }
        }

        return [.. classes.Select(c => (c.Key.Release, c.Value))];
    }
}

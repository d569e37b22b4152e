using OrleansBridge.Core.Dispatching.Planning;

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>
/// The dual of the linear relaxation, with the tests of a type that are released between two releases as one class. Variables:
/// prices of slots, of native slots, and what each class and at last the overheads cost at the cheapest.
/// </summary>
internal sealed class Relaxation(BoundInstance instance, double[] releases, Overheads overheads)
{
    private readonly int _firstNative = instance.Slots.Length * releases.Length;
    private readonly int _firstClass = instance.Slots.Length * releases.Length + instance.Places.Length;

    public Prices Prices()
    {
        var classes = Classes();
        var variables = _firstClass + classes.Count + 1;
        var worth = new double[variables + 1];
        worth[^1] = 1;
        var objective = new double[variables];
        Array.Fill(objective, 1, _firstClass, classes.Count + 1);
        for (var group = 0; group < instance.Slots.Length; group++)
        {
            for (var release = 0; release < releases.Length; release++)
            {
                worth[Slot(group, release)] = instance.Slots[group];
                objective[Slot(group, release)] = instance.Slots[group] * releases[release];
            }
        }

        var rows = new List<double[]> { worth };
        for (var place = 0; place < instance.Places.Length; place++)
        {
            worth[_firstNative + place] = instance.Places[place].Native;
            for (var c = 0; c < classes.Count; c++)
            {
                rows.AddRange(Ways(place).Select(way => Row(variables, c, place, classes[c].Release, classes[c].Seconds[instance.Places[place].Browser], way)));
            }
        }

        for (var group = 0; group < instance.Slots.Length; group++)
        {
            var row = new double[variables + 1];
            row[Slot(group, 0)] = -overheads.Anywhere;
            row[variables - 1] = 1;
            rows.Add(row);
        }

        var solution = new LinearProgram([.. rows], objective).Solve();
        var slots = new double[instance.Slots.Length, releases.Length];
        for (var i = 0; i < _firstNative; i++)
        {
            slots[i / releases.Length, i % releases.Length] = solution[i];
        }

        return new(slots, solution[_firstNative.._firstClass]);
    }

    private int Slot(int group, int release) => group * releases.Length + release;

    /// <summary>In a slot that starts as the place's type, or in another.</summary>
    private IEnumerable<(double Any, double Native)> Ways(int place)
    {
        if (instance.Places[place].Native > 0)
        {
            yield return (1, 1);
        }

        if (overheads.Stretch(instance.Places[place]) is var stretch and < double.PositiveInfinity)
        {
            yield return (stretch, 0);
        }
    }

    private double[] Row(int variables, int c, int place, int release, double seconds, (double Any, double Native) way)
    {
        var row = new double[variables + 1];
        row[_firstClass + c] = 1;
        row[Slot(instance.Places[place].Group, 0)] = -seconds * way.Any;
        row[_firstNative + place] = -seconds * way.Native;
        for (var r = 1; r <= release; r++)
        {
            row[Slot(instance.Places[place].Group, r)] = -seconds;
        }

        return row;
    }

    /// <summary>By type and last release that is not after the test's: the seconds of its tests on each browser type.</summary>
    private List<(int Release, double[] Seconds)> Classes()
    {
        var classes = new Dictionary<(int Type, int Release), double[]>();
        for (var test = 0; test < instance.Tests; test++)
        {
            var key = (instance.Types[test], Array.FindLastIndex(releases, r => r <= instance.Released[test]));
            if (!classes.TryGetValue(key, out var seconds))
            {
                classes.Add(key, seconds = new double[instance.Seconds.GetLength(1)]);
            }

            for (var browser = 0; browser < seconds.Length; browser++)
            {
                seconds[browser] += instance.Seconds[test, browser];
            }
        }

        return [.. classes.Select(c => (c.Key.Release, c.Value))];
    }
}

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>
/// Maximises c x under A x at most b, x at least 0, b at least 0, by the simplex method in dictionary form (Dantzig; Chvatal,
/// Linear Programming, 1983, chapter 2). Small and dense. What uses it must not trust it: a solution is a proposal to be checked.
/// </summary>
internal sealed class LinearProgram
{
    private const double Epsilon = 1e-10;

    private readonly double[][] _rows;
    private readonly double[] _objective;
    private readonly int[] _basic;
    private readonly int[] _free;

    /// <param name="rows">A row a constraint, its limit last.</param>
    /// <param name="objective">c.</param>
    public LinearProgram(double[][] rows, double[] objective)
    {
        var variables = objective.Length;
        _rows = [.. rows.Select(r => (double[])r.Clone())];
        _objective = [.. objective, 0];
        _free = [.. Enumerable.Range(0, variables)];
        _basic = [.. Enumerable.Range(variables, rows.Length)];

        // Many limits are 0: tiny unequal ones keep the method from going in circles.
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i][variables] += 1e-8 * (1 + (i * 7919 % 104729) / 104729.0);
        }
    }

    /// <param name="mostSteps">Steps after which the best so far has to do.</param>
    /// <returns>x.</returns>
    public double[] Solve(int mostSteps = 10_000)
    {
        var variables = _free.Length;
        for (var step = 0; step < mostSteps && Entering() is var entering and >= 0 && Leaving(entering) is var leaving and >= 0; step++)
        {
            Pivot(leaving, entering);
        }

        var solution = new double[variables];
        for (var i = 0; i < _basic.Length; i++)
        {
            if (_basic[i] < variables)
            {
                solution[_basic[i]] = Math.Max(0, _rows[i][variables]);
            }
        }

        return solution;
    }

    private int Entering()
    {
        var best = 0;
        for (var j = 1; j < _free.Length; j++)
        {
            best = _objective[j] > _objective[best] ? j : best;
        }

        return _objective[best] > Epsilon ? best : -1;
    }

    private int Leaving(int entering)
    {
        var (leaving, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_rows[i][entering] > Epsilon && _rows[i][^1] / _rows[i][entering] < least)
            {
                (leaving, least) = (i, _rows[i][^1] / _rows[i][entering]);
            }
        }

        return leaving;
    }

    private void Pivot(int leaving, int entering)
    {
        var pivot = _rows[leaving];
        var by = 1 / pivot[entering];
        pivot[entering] = 1;
        for (var j = 0; j < pivot.Length; j++)
        {
            pivot[j] *= by;
        }

        for (var i = 0; i < _rows.Length; i++)
        {
            if (i != leaving)
            {
                Eliminate(_rows[i], pivot, entering);
            }
        }

        Eliminate(_objective, pivot, entering);
        (_basic[leaving], _free[entering]) = (_free[entering], _basic[leaving]);
    }

    private static void Eliminate(double[] row, double[] pivot, int entering)
    {
        var factor = row[entering];
        if (factor == 0)
        {
            return;
        }

        row[entering] = 0;
        for (var j = 0; j < row.Length; j++)
        {
            row[j] -= factor * pivot[j];
        }
    }
}

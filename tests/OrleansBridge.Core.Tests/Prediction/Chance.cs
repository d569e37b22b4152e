namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>Random numbers of the kinds that queues are made of, from a seed.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    /// <summary>Of a coefficient of variation of 1, as an exponential one, with a heavier tail.</summary>
    public double LogNormal(double mean)
    {
        var sigma = Math.Sqrt(Math.Log(2));
        return mean * Math.Exp(sigma * Normal() - sigma * sigma / 2);
    }

    /// <summary>Pareto of a shape of 1.5: its variance is infinite.</summary>
    public double Pareto(double mean) => mean / 3 / Math.Pow(1 - _random.NextDouble(), 1 / 1.5);

    public T Pick<T>(IReadOnlyList<(T Value, double Weight)> from)
    {
        var at = _random.NextDouble() * from.Sum(f => f.Weight);
        foreach (var (value, weight) in from)
        {
            if ((at -= weight) < 0)
            {
                return value;
            }
        }

        return from[^1].Value;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

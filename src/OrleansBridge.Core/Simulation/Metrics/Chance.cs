namespace OrleansBridge.Core.Simulation.Metrics;

/// <summary>Chance by name: the same for the same numbers, in whatever order it is asked for (SplitMix64, Steele et al. 2014).</summary>
internal static class Chance
{
    /// <summary>Uniform in [0, 1).</summary>
    public static double Uniform(int seed, int test, int attempt, int purpose) =>
        (Mix(Mix(Mix(Mix((ulong)(uint)seed) + (uint)test) + (uint)attempt) + (uint)purpose) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}

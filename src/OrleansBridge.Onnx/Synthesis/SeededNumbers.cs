namespace OrleansBridge.Onnx.Synthesis;

/// <summary>
/// Numbers that are the same on every machine for one seed: integer arithmetic only, no transcendental function whose
/// last bit differs between platforms. SplitMix64 (Steele, Lea, Flood 2014).
/// </summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Another stream for a name, so that one value's numbers do not depend on what was drawn before it.</summary>
    public static SeededNumbers For(int seed, string name)
    {
        // FNV-1a, because string.GetHashCode differs by process.
        ulong hash = 14695981039346656037;
        foreach (char letter in name)
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return new SeededNumbers(unchecked(hash ^ ((ulong)seed * 0x9E3779B97F4A7C15)));
    }

    public ulong Next()
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>An integer in [0, bound).</summary>
    public long Below(long bound) => (long)(Next() % (ulong)bound);

    /// <summary>Mean 0, variance 1, nearly normal: the sum of four uniform 16-bit numbers, within 3.46.</summary>
    public float Normal()
    {
        ulong bits = Next();
        long sum = (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);

        // Four uniform numbers of width 1 have variance 1/3.
        return (float)((sum - 131070) / 65536.0 * 1.7320508075688772);
    }
}

namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>How long tests of a model type take on a browser type with a backend.</summary>
internal sealed record SpeedEntry
{
    /// <summary>The model type.</summary>
    public required string ModelType { get; init; }

    /// <summary>The browser type.</summary>
    public required string Browser { get; init; }

    /// <summary>The backend.</summary>
    public required string Backend { get; init; }

    /// <summary>What a test takes longer where its model is not loaded: fetch, create, first run. Mean, seconds.</summary>
    public required double SetupSeconds { get; init; }

    /// <summary>What a test takes where its model is loaded. Mean, seconds.</summary>
    public required double RunSeconds { get; init; }

    /// <summary>Standard deviation of the logarithm of a time; 0 means always the mean. Of no meaning for <see cref="SpeedShape.Exponential"/>.</summary>
    public double Spread { get; init; } = .25;

    /// <summary>How times spread.</summary>
    public SpeedShape Shape { get; init; }

    /// <summary>Memory one loaded model takes, MB (10^6 bytes) of proportional set size.</summary>
    public double Megabytes { get; init; }

    /// <summary>Whether a browser was measured; false: somebody assumed it.</summary>
    public required bool Measured { get; init; }

    /// <summary>Runs it was measured from, 0 when assumed.</summary>
    public int Samples { get; init; }

    /// <summary>What a test's time is multiplied by, mean 1, the same test's luck being the same on every browser.</summary>
    /// <param name="luck">Uniform in (0, 1).</param>
    public double Factor(double luck) => Shape switch
    {
        SpeedShape.Exponential => -Math.Log(1 - luck),
        SpeedShape.Constant => 1,
        _ => Math.Exp(Spread * Normal.Quantile(luck) - Spread * Spread / 2),
    };
}

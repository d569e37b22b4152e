namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>How fast a model ran at a place.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend.</param>
/// <param name="Ms">Median over the runs of each run's median inference, ms.</param>
/// <param name="Runs">Runs.</param>
internal sealed record MixSpeed(string ModelId, string Browser, string Backend, double Ms, int Runs);

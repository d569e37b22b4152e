namespace OrleansBridge.Grains.Agents;

/// <summary>How far a silo's drain has come; done when no worker is left.</summary>
/// <param name="Draining">Whether it was asked for.</param>
/// <param name="Workers">Workers that are still open.</param>
/// <param name="Runs">Runs they still have.</param>
internal sealed record DrainSnapshot(bool Draining, int Workers, int Runs);

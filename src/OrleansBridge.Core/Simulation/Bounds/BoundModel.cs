namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>The tests of a model, in seconds.</summary>
/// <param name="Arrives">When the first of them arrives, after the first of all.</param>
/// <param name="Work">All of them, each where it is fastest, the model loaded.</param>
/// <param name="Setups">What each takes longer where the model is not loaded, the least first.</param>
internal sealed record BoundModel(double Arrives, double Work, double[] Setups);

namespace OrleansBridge.Core.Prediction;

/// <summary>What load is told apart by.</summary>
internal readonly record struct LoadPair(string BrowserType, string ModelType);

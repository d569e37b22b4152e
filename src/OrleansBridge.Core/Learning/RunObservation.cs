namespace OrleansBridge.Core.Learning;

/// <summary>What one ended run showed.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="ModelType">Its type.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend that was asked for.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Resident">Whether the model was warm on the instance: then nothing of the set-up is learned.</param>
/// <param name="SetupSeconds">Fetch, create and first run.</param>
/// <param name="RunSeconds">The rest.</param>
/// <param name="Succeeded">Whether it ran to its end; a wrong answer is one. Times of a failed run teach nothing.</param>
/// <param name="Megabytes">PSS of the instance per model, MB (10^6 bytes); null where it was not read.</param>
public sealed record RunObservation(
    string ModelId, string ModelType, string Browser, string Backend, string Worker,
    bool Resident, double SetupSeconds, double RunSeconds, bool Succeeded, double? Megabytes);

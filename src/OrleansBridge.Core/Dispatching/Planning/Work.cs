namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>What a test takes on a browser type and backend.</summary>
/// <param name="Id">A number within the round: the same model, browser type and backend has the same.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Names">What an instance may call its model, once loaded.</param>
/// <param name="Setup">Seconds to load the model where it is not.</param>
/// <param name="Run">Seconds of the run.</param>
/// <param name="Launch">Seconds to launch an instance where there is none of the type.</param>
/// <param name="Success">Chance that it succeeds.</param>
internal readonly record struct Work(int Id, string Browser, IReadOnlyList<string> Names, double Setup, double Run, double Launch, double Success)
{
    /// <summary>Seconds it would take a lane.</summary>
    public double On(Lane lane) => lane.Browser != Browser ? Launch + Setup + Run : Run + (lane.Has(this) ? 0 : Setup);
}

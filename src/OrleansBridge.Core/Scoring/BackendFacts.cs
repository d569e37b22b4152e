using OrleansBridge.Core.Learning;

namespace OrleansBridge.Core.Scoring;

/// <summary>What a test meets on a browser type with a backend, whichever worker has it.</summary>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend.</param>
/// <param name="Estimate">What its run will probably take.</param>
/// <param name="Affinity">The prior, as far as nothing was measured.</param>
/// <param name="Predicted">The factor of the predicted load.</param>
/// <param name="History">The factor of success and relative latency.</param>
/// <param name="Memory">The factor of memory efficiency.</param>
/// <param name="Service">The shortest service time there is over this one.</param>
/// <param name="Names">What browsers may call the model when it is loaded.</param>
internal sealed record BackendFacts(
    string Browser, string Backend, ServiceEstimate Estimate, double Affinity, double Predicted, double History, double Memory, double Service, IReadOnlyList<string> Names);

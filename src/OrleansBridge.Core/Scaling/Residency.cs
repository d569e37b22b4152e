using OrleansBridge.Execution;

namespace OrleansBridge.Core.Scaling;

/// <summary>Whether an instance has a model loaded.</summary>
internal static class Residency
{
    /// <summary>Instances name what is loaded as model or as model/backend.</summary>
    public static bool Has(BrowserSnapshot instance, string model) => instance.Resident.Any(r =>
        r.StartsWith(model, StringComparison.Ordinal) && (r.Length == model.Length || r[model.Length] == '/'));
}

using OrleansBridge.Execution;

namespace OrleansBridge.Core.Scaling;

/// <summary>Whether an instance has a model loaded.</summary>
internal static class Residency
{
    /// <summary>Instances name what is loaded by the model's id or its file's sha256, with or without a backend after a slash.</summary>
    public static bool Has(BrowserSnapshot instance, string model, string? sha256) =>
        instance.Resident.Any(r => Names(r, model) || (sha256 is not null && Names(r, sha256)));

    private static bool Names(string resident, string model) =>
        resident.StartsWith(model, StringComparison.Ordinal) && (resident.Length == model.Length || resident[model.Length] == '/');
}

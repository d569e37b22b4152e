using OrleansBridge.Execution;

namespace OrleansBridge.Core.Scaling;

/// <summary>Whether an instance has a model loaded.</summary>
internal static class Residency
{
    /// <summary>Instances name what is loaded by the model's id or its file's sha256, with or without a backend after a slash.</summary>
    public static bool Has(BrowserSnapshot instance, string model, string? sha256)
    {
        foreach (var resident in instance.Resident)
        {
            if (Names(resident, model) || (sha256 is not null && Names(resident, sha256)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many instances of each browser type have what is named, with and without the backend.</summary>
    public static Dictionary<(string BrowserType, string Model), int> Count(IEnumerable<BrowserSnapshot> instances)
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var instance in instances.Where(i => i.Resident.Count > 0))
        {
            foreach (var name in instance.Resident.Concat(instance.Resident.Where(r => r.Contains('/')).Select(r => r[..r.LastIndexOf('/')])).Distinct())
            {
                counts[(instance.Browser, name)] = counts.GetValueOrDefault((instance.Browser, name)) + 1;
            }
        }

        return counts;
    }

    private static bool Names(string resident, string model) =>
        resident.StartsWith(model, StringComparison.Ordinal) && (resident.Length == model.Length || resident[model.Length] == '/');
}

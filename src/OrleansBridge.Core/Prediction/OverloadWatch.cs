namespace OrleansBridge.Core.Prediction;

/// <summary>Raises an overload once, when it is first expected; again only after it was no longer expected.</summary>
internal sealed class OverloadWatch(PredictionOptions options)
{
    private readonly HashSet<string> _raised = new(StringComparer.Ordinal);

    public IReadOnlyList<OverloadWarning> Raise(IReadOnlyList<TypeForecast> types)
    {
        _raised.RemoveWhere(name => (types.FirstOrDefault(t => t.BrowserType == name)?.Utilization ?? 0) < options.OverloadEnds);
        return [.. types.Where(t => t.Utilization > options.Overload && _raised.Add(t.BrowserType))
            .Select(t => new OverloadWarning(t.BrowserType, t.Load.At, t.Load.For, t.Utilization!.Value, (double)t.Present / t.Slots))];
    }
}

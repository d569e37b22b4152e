namespace OrleansBridge.Core.Prediction;

/// <summary>
/// The models that come most, in the space of a few (Space-Saving: Metwally, Agrawal and El Abbadi 2005). What came long ago counts for less.
/// </summary>
internal sealed class RecentModels
{
    private const int Most = 8;
    private const double HalfLife = 300;

    private readonly List<(string Model, double Weight)> _models = new(Most);
    private DateTimeOffset _at;

    public void Add(string model, DateTimeOffset now)
    {
        Age(now);
        var at = _models.FindIndex(m => m.Model == model);
        if (at >= 0)
        {
            _models[at] = (model, _models[at].Weight + 1);
        }
        else if (_models.Count < Most)
        {
            _models.Add((model, 1));
        }
        else
        {
            // The newcomer inherits the least weight: a model that comes often is overrated at worst, and never missed.
            var least = _models.IndexOf(_models.MinBy(m => m.Weight));
            _models[least] = (model, _models[least].Weight + 1);
        }
    }

    /// <summary>Each model's share of what came, the largest first.</summary>
    public IReadOnlyList<(string Model, double Share)> Shares()
    {
        var all = _models.Sum(m => m.Weight);
        return all <= 0 ? [] : [.. _models.OrderByDescending(m => m.Weight).ThenBy(m => m.Model, StringComparer.Ordinal).Select(m => (m.Model, m.Weight / all))];
    }

    private void Age(DateTimeOffset now)
    {
        var passed = (now - _at).TotalSeconds;
        if (passed < 1)
        {
            return;
        }

        var left = Math.Pow(.5, passed / HalfLife);
        for (var i = 0; i < _models.Count; i++)
        {
            _models[i] = (_models[i].Model, _models[i].Weight * left);
        }

        _at = now;
    }
}

using OrleansBridge.Core.Learning;

namespace OrleansBridge.Core.Dispatching;

/// <summary>When each name was first heard; those heard longest ago are forgotten.</summary>
internal sealed class FirstHeard(int most)
{
    private readonly RecentlyUsed<Hearing> _names = new(most);

    public DateTimeOffset Of(string name, DateTimeOffset now) => _names.Use(name).At ??= now;

    private sealed class Hearing
    {
        public DateTimeOffset? At { get; set; }
    }
}

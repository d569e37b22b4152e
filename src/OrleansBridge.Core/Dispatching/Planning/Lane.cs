namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>One instance of a worker as the plan sees it: what it is and has loaded when its turn comes, and when that is.</summary>
internal sealed class Lane(string? browser, IEnumerable<string> loaded)
{
    private const byte Unknown = 0;
    private const byte Loaded = 1;
    private const byte Missing = 2;

    private readonly HashSet<string> _loaded = [.. loaded];
    private byte[] _known = [];
    private double _launch;
    private (string? Browser, string[] Loaded)? _was;

    /// <summary>Its browser type; null: it has not been launched.</summary>
    public string? Browser { get; private set; } = browser;

    /// <summary>Seconds from now until it is free.</summary>
    public double Free { get; private set; }

    /// <summary>Seconds from now until it could begin with a test, a launch being a part of what it then does.</summary>
    public double Begins => Free - _launch;

    /// <summary>Whether it has a run already.</summary>
    public bool Taken { get; private set; }

    /// <summary>Whether it has what a work's model is called by one of its names. Looked up once.</summary>
    public bool Has(in Work work)
    {
        if (work.Id >= _known.Length)
        {
            Array.Resize(ref _known, work.Id * 2 + 8);
        }

        if (_known[work.Id] == Unknown)
        {
            _known[work.Id] = work.Names.Any(_loaded.Contains) ? Loaded : Missing;
        }

        return _known[work.Id] == Loaded;
    }

    /// <summary>Its place is for an instance of a type, which is yet to be launched.</summary>
    public void Become(string type, double launch)
    {
        Empty(type);
        Free += launch;
        _launch = launch;
    }

    /// <summary>The same if anything is planned on it then.</summary>
    public void MayBecome(string type, double launch)
    {
        _was ??= (Browser, [.. _loaded]);
        Become(type, launch);
    }

    /// <summary>It stays what it was if nothing was planned on what it might have become.</summary>
    public void Stay()
    {
        if (_was is not { } was || Taken)
        {
            return;
        }

        Empty(was.Browser);
        _loaded.UnionWith(was.Loaded);
        Free -= _launch;
        (_launch, _was) = (0, null);
    }

    /// <summary>It runs a test that leaves its model loaded.</summary>
    public void Take(in Work work, double until)
    {
        if (Browser != work.Browser)
        {
            Empty(work.Browser);
        }

        _loaded.UnionWith(work.Names);
        _ = Has(work);
        _known[work.Id] = Loaded;
        (Free, Taken, _launch) = (until, true, 0);
    }

    private void Empty(string? type)
    {
        _loaded.Clear();
        Array.Clear(_known);
        Browser = type;
    }
}

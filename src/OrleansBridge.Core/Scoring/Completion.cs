namespace OrleansBridge.Core.Scoring;

/// <summary>When a run would be over if it were assigned now.</summary>
internal static class Completion
{
    /// <param name="run">Seconds of the run itself.</param>
    /// <param name="setup">Seconds to load the model; 0 where it is loaded.</param>
    /// <param name="load">What goes on at the place.</param>
    /// <param name="maxBrowsers">Instances the worker runs at once, each one run at a time.</param>
    /// <param name="launch">Seconds to launch an instance.</param>
    public static double Seconds(double run, double setup, in PlaceLoad load, int maxBrowsers, double launch)
    {
        // A worker as m machines in a row: what is assigned is begun when its work before is done (Graham 1969).
        var wait = load.Total < maxBrowsers ? 0 : (load.Backlog > 0 ? load.Backlog : load.Total * run) / maxBrowsers;
        var launches = load.Total < maxBrowsers ? load.Instances <= load.Active : load.Instances == 0;
        return wait + (launches ? launch : 0) + setup + run;
    }
}

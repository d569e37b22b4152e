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
        if (load.Active < load.Instances)
        {
            return setup + run;
        }

        var wait = Line(run, load, maxBrowsers);
        return setup + run + (load.Instances == 0 ? launch + (load.Spare ? 0 : wait) : load.Spare ? Math.Min(wait, launch) : wait);
    }

    /// <summary>Seconds in line before an instance takes the run; 0 where one is idle or is launched for it.</summary>
    public static double Wait(double run, in PlaceLoad load, int maxBrowsers) => load.Active < load.Instances || load.Spare ? 0 : Line(run, load, maxBrowsers);

    /// <summary>The instances of a type as machines in a row: a run begins when the work before it is done (Graham 1969).</summary>
    private static double Line(double run, in PlaceLoad load, int maxBrowsers) =>
        load.Instances > 0 ? (load.Backlog ?? load.Active * run) / load.Instances : (load.Backlog ?? load.Total * run) / maxBrowsers;
}

namespace OrleansBridge.Core.Scaling;

/// <summary>A browser type on a worker, while a plan is made.</summary>
internal sealed class ScaledType(string browserType, int instances, int idle, int active, int slotsPerBrowser, bool cooled)
{
    public string BrowserType { get; } = browserType;

    /// <summary>Instances: those being launched are counted, those being closed not.</summary>
    public int Instances { get; set; } = instances;

    /// <summary>Instances on which nothing runs and that are not being closed.</summary>
    public int Idle { get; set; } = idle;

    public int Active { get; } = active;

    /// <summary>Whether it may give up an instance again.</summary>
    public bool Cooled { get; } = cooled;

    public int Slots => Instances * slotsPerBrowser;

    /// <summary>With no instance, what is assigned weighs as if there were one.</summary>
    public double Utilization => (double)Active / Math.Max(slotsPerBrowser, Slots);

    /// <summary>With one instance less.</summary>
    public double UtilizationAfter => Instances > 1 ? (double)Active / ((Instances - 1) * slotsPerBrowser) : Active > 0 ? double.PositiveInfinity : 0;
}

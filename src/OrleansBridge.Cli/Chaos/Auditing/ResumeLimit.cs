using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Hosting;

namespace OrleansBridge.Cli.Chaos.Auditing;

/// <summary>Seconds within which work must have resumed after a fault's end.</summary>
internal static class ResumeLimit
{
    private const double Usual = 15;

    /// <summary>A cluster counts from when its membership declares a silo dead, which takes as long again.</summary>
    private const double Declared = 30;

    internal static double Of(Injection fault) => Of(fault, LocalSilo.WhyNoJoin is null);

    internal static double Of(Injection fault, bool cluster) => fault.EndsRuns && cluster ? Declared : Usual;
}

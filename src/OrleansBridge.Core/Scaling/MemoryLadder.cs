using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Scaling;

/// <summary>At which share of a machine's memory in use each <see cref="MemoryRung"/> begins, and when it ends.</summary>
public sealed record MemoryLadder
{
    /// <summary>The defaults.</summary>
    public static MemoryLadder Default { get; } = new();

    /// <summary>Where <see cref="MemoryRung.EvictSessions"/> begins.</summary>
    /// <value>Default .8, where no browser is launched any more either.</value>
    [Range(0, 1)]
    public double EvictSessions { get; init; } = .8;

    /// <summary>Where <see cref="MemoryRung.CloseIdlePages"/> begins.</summary>
    /// <value>Default .85.</value>
    [Range(0, 1)]
    public double CloseIdlePages { get; init; } = .85;

    /// <summary>Where <see cref="MemoryRung.Recycle"/> begins.</summary>
    /// <value>Default .9.</value>
    [Range(0, 1)]
    public double Recycle { get; init; } = .9;

    /// <summary>Where <see cref="MemoryRung.Refuse"/> begins.</summary>
    /// <value>Default .95: before the system starts to kill processes.</value>
    [Range(0, 1)]
    public double Refuse { get; init; } = .95;

    /// <summary>How far below its beginning a rung ends.</summary>
    /// <value>Default .04, less than from rung to rung: a rung that helped a little is not left and entered by turns.</value>
    [Range(0, 1)]
    public double Hysteresis { get; init; } = .04;

    /// <summary>The rung that follows.</summary>
    /// <param name="from">The rung so far.</param>
    /// <param name="used">Share of memory in use; null: not known, so nothing changes.</param>
    /// <returns>Up at once as far as the pressure asks, down as far as the pressure has clearly gone.</returns>
    public MemoryRung Next(MemoryRung from, double? used)
    {
        if (used is not { } share || double.IsNaN(share))
        {
            return from;
        }

        var reached = Reached(share);
        var left = Reached(share + Hysteresis);
        return reached > from ? reached : left < from ? left : from;
    }

    private MemoryRung Reached(double used) =>
        used >= Refuse ? MemoryRung.Refuse
        : used >= Recycle ? MemoryRung.Recycle
        : used >= CloseIdlePages ? MemoryRung.CloseIdlePages
        : used >= EvictSessions ? MemoryRung.EvictSessions
        : MemoryRung.None;
}

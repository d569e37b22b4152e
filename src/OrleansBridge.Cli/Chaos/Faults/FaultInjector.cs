using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Does to a bridge what its plan says.</summary>
internal sealed class FaultInjector(FaultTarget target)
{
    internal Task<Injection> InjectAsync(PlannedFault fault, CancellationToken cancellation) => fault.Kind switch
    {
        FaultKind.BrowserKill => new CrashFault(target).KillAsync(fault, cancellation),
        FaultKind.RendererKill or FaultKind.GpuKill => new BrowserFaults(target).KillAsync(fault, cancellation),
        FaultKind.BridgeKill => new ProcessFaults(target).KillBridgeAsync(fault, cancellation),
        FaultKind.WorkerKill => new ProcessFaults(target).KillWorkerAsync(fault, cancellation),
        FaultKind.BalancerKill => new ProcessFaults(target).KillBalancerAsync(fault, cancellation),
        FaultKind.ManagerKill => new ManagerFault(target).KillAsync(fault, cancellation),
        FaultKind.LostCall => new LostCallFault(target).LoseAsync(fault, cancellation),
        FaultKind.DamagedRow => new DamageFault(target).DamageAsync(fault, cancellation),
        FaultKind.ClockSkew => new SkewFault(target).SkewAsync(fault, cancellation),
        FaultKind.Freeze => new ProcessFaults(target).FreezeAsync(fault, cancellation),
        FaultKind.DatabaseKill => new DatabaseFaults(target).KillAsync(fault, cancellation),
        FaultKind.DatabaseRestart => new DatabaseFaults(target).RestartAsync(fault, cancellation),
        FaultKind.DatabaseStop => new DatabaseFaults(target).StopAsync(fault, cancellation),
        FaultKind.DatabaseFull => new DatabaseFaults(target).FillAsync(fault, cancellation),
        FaultKind.DuplicateSubmit => new SubmitFaults(target).DuplicateAsync(fault, cancellation),
        FaultKind.SiloKillBeforeAccept => new TrickFaults(target).PlayAsync(fault, Trick.DieBeforeAccept, cancellation),
        FaultKind.SiloKillMidRun => new TrickFaults(target).PlayAsync(fault, Trick.DieMidRun, cancellation),
        FaultKind.SiloKillBeforeResult => new TrickFaults(target).PlayAsync(fault, Trick.DieBeforeResult, cancellation),
        FaultKind.SiloKillBeforeAcknowledgement => new TrickFaults(target).PlayAsync(fault, Trick.DieBeforeAcknowledgement, cancellation),
        FaultKind.DuplicateResult => new TrickFaults(target).PlayAsync(fault, Trick.DuplicateResult, cancellation),
        FaultKind.LateResult => new TrickFaults(target).PlayAsync(fault, Trick.LateResult, cancellation),
        FaultKind.Poison => new TrickFaults(target).PlayAsync(fault, Trick.Poison, cancellation),
        FaultKind.PageHang => new TrickFaults(target).PlayAsync(fault, Trick.Hang, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "an unknown fault"),
    };
}

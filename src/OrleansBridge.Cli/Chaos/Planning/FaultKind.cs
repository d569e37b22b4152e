using System.Text.Json.Serialization;

namespace OrleansBridge.Cli.Chaos.Planning;

/// <summary>What chaos does to a bridge.</summary>
internal enum FaultKind
{
    /// <summary><c>kill -9</c> of a browser's main process.</summary>
    [JsonStringEnumMemberName("browser_kill")] BrowserKill,

    /// <summary><c>kill -9</c> of a page's process.</summary>
    [JsonStringEnumMemberName("renderer_kill")] RendererKill,

    /// <summary><c>kill -9</c> of a browser's GPU process.</summary>
    [JsonStringEnumMemberName("gpu_kill")] GpuKill,

    /// <summary><c>kill -9</c> of the whole bridge at any moment; its supervisor starts it again.</summary>
    [JsonStringEnumMemberName("bridge_kill")] BridgeKill,

    /// <summary><c>kill -9</c> of a silo process that joined, with its workers; of the whole bridge where none did.</summary>
    [JsonStringEnumMemberName("worker_kill")] WorkerKill,

    /// <summary>The silo kills itself when an assignment arrives, before it is accepted.</summary>
    [JsonStringEnumMemberName("silo_kill_before_accept")] SiloKillBeforeAccept,

    /// <summary>The silo kills itself while a page works on a run.</summary>
    [JsonStringEnumMemberName("silo_kill_mid_run")] SiloKillMidRun,

    /// <summary>The silo kills itself with a result in hand that it has told nobody.</summary>
    [JsonStringEnumMemberName("silo_kill_before_result")] SiloKillBeforeResult,

    /// <summary>The silo kills itself when the result is committed and not yet acknowledged.</summary>
    [JsonStringEnumMemberName("silo_kill_before_acknowledgement")] SiloKillBeforeAcknowledgement,

    /// <summary>The silo of a transaction's manager dies when all others have prepared and none has heard the outcome.</summary>
    [JsonStringEnumMemberName("manager_kill")] ManagerKill,

    /// <summary><c>kill -9</c> of the silo process that has the balancer.</summary>
    [JsonStringEnumMemberName("balancer_kill")] BalancerKill,

    /// <summary><c>kill -9</c> of PostgreSQL's postmaster and all its processes.</summary>
    [JsonStringEnumMemberName("database_kill")] DatabaseKill,

    /// <summary>PostgreSQL is shut down fast, as an administrator restarts it.</summary>
    [JsonStringEnumMemberName("database_restart")] DatabaseRestart,

    /// <summary>PostgreSQL answers nobody for half a minute.</summary>
    [JsonStringEnumMemberName("database_stop")] DatabaseStop,

    /// <summary>All of PostgreSQL's connections are taken, the bridge's own included.</summary>
    [JsonStringEnumMemberName("database_full")] DatabaseFull,

    /// <summary>The bridge's process is frozen past its workers' leases, then goes on.</summary>
    [JsonStringEnumMemberName("freeze")] Freeze,

    /// <summary>Tests are submitted twice at once, and once more with another body.</summary>
    [JsonStringEnumMemberName("duplicate_submit")] DuplicateSubmit,

    /// <summary>A result is reported twice.</summary>
    [JsonStringEnumMemberName("duplicate_result")] DuplicateResult,

    /// <summary>A result of an epoch that is over is reported.</summary>
    [JsonStringEnumMemberName("late_result")] LateResult,

    /// <summary>A test that kills its browser each time it runs.</summary>
    [JsonStringEnumMemberName("poison")] Poison,

    /// <summary>A page that stops answering in the middle of a run.</summary>
    [JsonStringEnumMemberName("page_hang")] PageHang,

    /// <summary>For some seconds one kind of call is lost: one-way calls, agents' reports, or the answers to them.</summary>
    [JsonStringEnumMemberName("lost_call")] LostCall,

    /// <summary>The stored row of a waiting test, of a worker or of a finished test is damaged while no silo lives.</summary>
    [JsonStringEnumMemberName("damaged_row")] DamagedRow,

    /// <summary>One silo's clock is wrong for a while, and then right again.</summary>
    [JsonStringEnumMemberName("clock_skew")] ClockSkew,
}

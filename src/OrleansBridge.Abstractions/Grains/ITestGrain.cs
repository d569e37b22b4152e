using Orleans.Concurrency;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains;

/// <summary>One test: the ledger of its assignments and its one result. Key: the test id.</summary>
[Alias("bridge.ITestGrain")]
public interface ITestGrain : IGrainWithStringKey
{
    /// <summary>Commits the test as queued. Idempotent by body.</summary>
    [Alias("Submit")]
    Task<SubmitReply> SubmitAsync(TestRequirements requirements);

    /// <summary>Binds the test to a place in one transaction over test, concurrency key and worker; starts it after commit.</summary>
    [Alias("Assign")]
    Task<AssignReply> AssignAsync(AssignCommand command, IWorkerAgent agent);

    /// <summary>
    /// Binds an assigned test to another place under a new epoch, in one transaction over test and both workers; starts it there
    /// after commit. Who asks has had the giving worker's agent yield the run before.
    /// </summary>
    [Alias("Move")]
    Task<AssignReply> MoveAsync(MoveCommand command, IWorkerAgent agent);

    /// <summary>The run began. Not durable: it only shows.</summary>
    [Alias("Started"), OneWay, AlwaysInterleave]
    Task StartedAsync(RunKey run);

    /// <summary>An attempt ended. Accepted only for the current epoch: ends the test, or queues it again for the next attempt.</summary>
    [Alias("Complete")]
    Task<CompleteReply> CompleteAsync(RunKey run, TestResult result);

    /// <summary>The worker of this epoch is lost or will not run it: queues the test again without burning an attempt.</summary>
    [Alias("Requeue")]
    Task<bool> RequeueAsync(RunKey run, string why);

    /// <summary>Ends the test as cancelled unless it has ended.</summary>
    [Alias("Cancel")]
    Task<TestSnapshot?> CancelAsync(string why);

    /// <summary>Ends the test as timed out when its deadline has passed.</summary>
    [Alias("Expire")]
    Task<bool> ExpireAsync();

    /// <summary>Writes the test's ledger anew where its row in the database cannot be read; no more where it can.</summary>
    [Alias("Repair")]
    Task RepairAsync();

    /// <summary>The committed state, or null when there is no such test.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<TestSnapshot?> GetAsync();

    /// <summary>Answers when the version is above <paramref name="sinceVersion"/>, or after at most 20 s with what there is.</summary>
    [Alias("WaitForChange"), AlwaysInterleave, ResponseTimeout("00:00:30")]
    Task<TestSnapshot?> WaitForChangeAsync(long sinceVersion, CancellationToken cancellation = default);
}

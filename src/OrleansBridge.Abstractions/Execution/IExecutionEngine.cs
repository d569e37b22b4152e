namespace OrleansBridge.Execution;

/// <summary>
/// What runs models on a silo: real browsers, a native runtime, or nothing at all (the no-op engine of tests and
/// benches). One per silo; it hosts the browsers of all the silo's workers. Safe for concurrent calls.
/// </summary>
public interface IExecutionEngine : IAsyncDisposable
{
    /// <summary>Reaps what a dead owner left, starts what the engine needs and probes each browser type by computing on it.</summary>
    /// <returns>What each configured browser type can do here; a type that cannot run says why.</returns>
    Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation);

    /// <summary>Makes room for a worker's browsers.</summary>
    Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation);

    /// <summary>Closes a worker's browsers. Runs still in flight end as <see cref="Results.FailureKind.Connection"/>.</summary>
    Task CloseWorkerAsync(string workerId, CancellationToken cancellation);

    /// <summary>
    /// Runs one assignment and reports what was observed. A failure of the run, the browser or the model is a report, not an
    /// exception. Waits for a free page; the run's time-out counts from its start on the page.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; the page was given back or killed.</exception>
    Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation);

    /// <summary>The browser instances that live now.</summary>
    IReadOnlyList<BrowserSnapshot> Browsers();

    /// <summary>Puts an instance out of use, after its run where it has one; another takes its place when it is needed.</summary>
    /// <param name="instance">Its id, as in <see cref="ExecutionReport.Instance"/>.</param>
    /// <param name="why">For people.</param>
    void Retire(string instance, string why)
    {
        // An engine without instances has nothing to put out of use.
    }

    /// <summary>Begins to launch an instance ahead of need, where the worker has room; closes none for it. A launch that fails is forgotten.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="browser">The browser type.</param>
    /// <param name="why">For people.</param>
    void Launch(string worker, string browser, string why)
    {
        // An engine without instances has nothing to launch.
    }

    /// <summary>Closes the longest idle instance of a type; where none is idle, nothing.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="browser">The browser type.</param>
    /// <param name="why">For people.</param>
    void CloseIdle(string worker, string browser, string why)
    {
        // An engine without instances has nothing to close.
    }

    /// <summary>Gives memory back, as long as it costs no run. Asked again and again while memory is short.</summary>
    /// <param name="relief">How much of it.</param>
    void Relieve(MemoryRelief relief)
    {
        // An engine without instances holds nothing.
    }
}

using OrleansBridge.Browsers.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>One place with ONNX Runtime loaded for one backend: a browser's page, or a node process.</summary>
internal abstract class RunnerTab(string backend)
{
    private readonly TaskCompletionSource<RunFailure> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Backend { get; } = backend;

    /// <summary>The page, its frame and its outputs of the probe that warmed it.</summary>
    public PageReport? WarmUp { get; protected set; }

    /// <summary>Whether it crashed or was closed.</summary>
    public bool Gone => _gone.Task.IsCompleted;

    /// <summary>The last run's closing words; faulted when the page broke meanwhile.</summary>
    public Task<PageSettled> Settled { get; protected set; } = Task.FromResult(new PageSettled(null, []));

    /// <summary>Ends with the reason why it will not answer any more.</summary>
    protected Task<RunFailure> Loss => _gone.Task;

    /// <summary>Runs a frame and returns what the page said as soon as its outputs are here.</summary>
    /// <exception cref="RunFailure">Time-out, crash or a lost page. The tab is of no further use.</exception>
    public abstract Task<PageReport> RunAsync(PreparedRun run, RunControl control, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Has it release half of the models it has loaded, the longest unused first, when its run is over.</summary>
    /// <returns>What is left.</returns>
    /// <exception cref="RunFailure">It is lost.</exception>
    public abstract Task<PageSettled> EvictAsync();

    /// <summary>Whether it answers in time while nothing runs on it.</summary>
    public abstract Task<bool> AnswersAsync(TimeSpan patience);

    /// <summary>Ends it.</summary>
    /// <exception cref="TimeoutException">It can only be ended with its process.</exception>
    public abstract Task CloseAsync();

    /// <summary>Keeps a picture of it.</summary>
    /// <returns>The picture's path, or null where there is nothing to see.</returns>
    public virtual Task<string?> PictureAsync(string folder, TestResult result) => Task.FromResult<string?>(null);

    /// <summary>Whoever waits for this page learns why it will not answer.</summary>
    public void Lose(FailureKind kind, string reason)
    {
        _gone.TrySetResult(new RunFailure(kind, reason));
        Forget();
    }

    /// <summary>Gives up what is held for it outside its process.</summary>
    protected virtual void Forget()
    {
    }
}

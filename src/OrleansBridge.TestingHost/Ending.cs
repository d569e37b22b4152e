namespace OrleansBridge.TestingHost;

/// <summary>What there is to end, in the reverse order of its start. A step that fails takes no other its turn, and none is taken twice.</summary>
internal sealed class Ending
{
    private readonly Stack<Func<ValueTask>> _steps = [];

    public void Add(Func<ValueTask> step) => _steps.Push(step);

    public void Add(Action step) => _steps.Push(() =>
    {
        step();
        return ValueTask.CompletedTask;
    });

    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<Exception>> EndAsync()
    {
        List<Exception> failures = [];
        while (_steps.TryPop(out var step))
        {
            try
            {
                await step();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }
}

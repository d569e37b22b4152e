namespace Orleans;

public static class PublicOrleansTaskExtensions
{
    /// <summary>Says that nobody waits for this task, and looks at its exception so that nothing else complains.</summary>
    public static void Ignore(this Task task)
    {
        if (task.IsCompleted)
        {
            _ = task.Exception;
            return;
        }

        task.ContinueWith(
            static t => _ = t.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}

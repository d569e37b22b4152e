using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Observers;

/// <summary>Notes what it is told; a piece of news that begins with <c>wait</c> is a gate to wait at.</summary>
internal sealed class Watcher(Journal journal) : IWatcher
{
    public async Task<string> TellAsync(List<string> news)
    {
        journal.Write($"told {news[0]}");
        if (news[0].StartsWith("wait", StringComparison.Ordinal))
        {
            await journal.Gate(news[0]);
        }

        if (news[0] == "fail")
        {
            throw new InvalidOperationException("bad news");
        }

        news.Add("changed by the observer");
        return $"heard {news[0]}";
    }

    public Task HintAsync(string hint)
    {
        journal.Open(hint);
        return Task.CompletedTask;
    }
}

using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>What tests take where, worked out once in a round.</summary>
internal sealed class WorkTable(ScoringContext context)
{
    private readonly Dictionary<(string Model, string ModelType, string Browser, string Backend), Work> _work = [];

    public Work Of(TestRequirements test, string browser, string backend)
    {
        var key = (test.ModelId, test.ModelType, browser, backend);
        if (!_work.TryGetValue(key, out var work))
        {
            var estimate = context.Times.Of(test.ModelId, test.ModelType, browser, backend);
            work = new Work(_work.Count, browser, ModelNames.Of(test.ModelId, backend, context), estimate.SetupSeconds, estimate.RunSeconds, context.Options.LaunchSeconds, estimate.SuccessRate);
            _work.Add(key, work);
        }

        return work;
    }
}

using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Placement;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Looks a minute ahead, and has browsers come, go and be warmed for what it sees.</summary>
internal sealed partial class BalancerGrain
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private LoadOutlook _outlook = LoadOutlook.None;

    public Task<IReadOnlyList<LoadReport>> GetForecastAsync() => Task.FromResult<IReadOnlyList<LoadReport>>([.. _outlook.Types.OrderBy(t => t.BrowserType, StringComparer.Ordinal).Select(Report)]);

    private Task LookAheadAsync(CancellationToken cancellation)
    {
        var now = _steady.Now;
        _outlook = _dispatcher.Forecast([.. _waiting.InOrder().Select(w => w.Test)], now);
        foreach (var raised in _outlook.Raised)
        {
            LogOverload(raised.BrowserType, raised.Predicted, raised.For, raised.Now);
        }

        Scale(_dispatcher.Scale(now));
        if (_outlook.Made.Count + _outlook.Scored.Count > 0)
        {
            // Not waited for: browsers must come and go while the database is away, too.
            KeepAsync([.. _outlook.Made, .. _outlook.Scored]).Ignore();
        }

        return Task.CompletedTask;
    }

    private async Task KeepAsync(IReadOnlyList<ForecastRow> rows)
    {
        try
        {
            await forecasts.AppendAsync(this.GetPrimaryKeyString(), rows);
        }
        catch (Exception e)
        {
            // They are told of what came all the same; only a later life does not learn of them.
            LogForecastsNotKept(e);
        }
    }

    /// <summary>Advice, each to the agent of its worker: what gets lost is decided again.</summary>
    private void Scale(ScalePlan plan)
    {
        foreach (var step in plan.Steps)
        {
            Tell(new ScaleCommand(step.Worker, step.BrowserType, step.Launch ? ScaleChange.Launch : ScaleChange.Close, step.Why));
        }

        foreach (var step in plan.Warm)
        {
            Tell(step.Model is { } model ? Warming(step, model) : new ScaleCommand(step.Worker, step.BrowserType, ScaleChange.Launch, step.Why));
        }
    }

    private void Tell(ScaleCommand? command)
    {
        if (command is not null && _workers.TryGetValue(command.Worker, out var worker) && worker.Agent is { } agent)
        {
            LogScaled(command.Change, command.Browser, command.Worker, command.Why);
            agent.ScaleAsync(command).Ignore();
        }
    }

    /// <summary>The model is loaded for the backend that its tests would get there.</summary>
    private ScaleCommand? Warming(WarmStep step, string model)
    {
        if (_dispatcher.LastOf(model) is not { } last || _dispatcher.Farm.Find(step.Worker) is not { } worker)
        {
            return null;
        }

        var there = last with { BrowserRequirements = new() { Required = step.BrowserType }, Exclusive = false, ConcurrencyKey = null };
        return Placer.Choose(there, [worker], RecoveryWishes.None, Breakers(model, _steady.Now), _dispatcher.Context).Place is { } place
            ? new ScaleCommand(step.Worker, step.BrowserType, ScaleChange.Warm, step.Why) { Test = there, Backend = place.Backend }
            : null;
    }

    private LoadReport Report(TypeForecast type)
    {
        var score = _dispatcher.Load.ScoreOf(type.BrowserType, ForecastRow.Sum);
        return new LoadReport
        {
            Browser = type.BrowserType,
            At = type.Load.At,
            For = type.Load.For,
            Present = type.Present,
            Predicted = type.Load.Predicted,
            Lower = type.Load.Lower,
            Upper = type.Load.Upper,
            Slots = type.Slots,
            Utilization = type.Utilization,
            Confidence = type.Load.Confidence,
            Scored = score.Scored,
            MeanAbsoluteError = score.Mae,
            Within = score.Within,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Browser} will be overloaded: utilization {Predicted:0.00} is expected at {For:HH:mm:ss}, it is {Now:0.00}")]
    private partial void LogOverload(string browser, double predicted, DateTimeOffset @for, double now);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Change} {Browser} on {Worker}: {Why}")]
    private partial void LogScaled(ScaleChange change, string browser, string worker, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Forecasts could not be kept")]
    private partial void LogForecastsNotKept(Exception exception);
}

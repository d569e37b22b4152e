namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>A test of a trace: it is present from when it comes for as long as it takes.</summary>
/// <param name="Again">When it is queued again, seconds from the start; null: never.</param>
internal sealed record TraceTest(string Id, string ModelType, string BrowserType, double At, double Seconds, double? Again)
{
    public double Ends => At + Seconds;
}

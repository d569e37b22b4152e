using System.Reflection;
using Orleans.Concurrency;
using OrleansBridge.Grains;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Which calls a network may lose.</summary>
internal enum LostCalls
{
    /// <summary>One-way calls: what the balancer is told, and that a run began.</summary>
    OneWay,

    /// <summary>Agents' reports of results, before they arrive.</summary>
    Reports,

    /// <summary>The answers to those reports: the agent cannot know that its result was committed.</summary>
    Answers,
}

/// <summary>Whether a call is one of them.</summary>
internal static class LostCall
{
    internal static bool Is(LostCalls lost, MethodInfo? method) => lost switch
    {
        LostCalls.OneWay => method?.IsDefined(typeof(OneWayAttribute)) == true && (method.DeclaringType == typeof(IBalancerGrain) || method.DeclaringType == typeof(ITestGrain)),
        _ => method?.DeclaringType == typeof(ITestGrain) && method.Name == nameof(ITestGrain.CompleteAsync),
    };
}

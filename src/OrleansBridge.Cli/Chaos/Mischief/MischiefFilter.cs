using OrleansBridge.Grains;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Loses calls while it is ordered to, and notes which process has the balancer.</summary>
internal sealed class MischiefFilter(StandingOrders orders, TrickMarks marks) : IIncomingGrainCallFilter
{
    private const long NoteEvery = 250;

    private long _noted = -NoteEvery;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod?.DeclaringType == typeof(IBalancerGrain) && Environment.TickCount64 - Interlocked.Read(ref _noted) > NoteEvery)
        {
            Interlocked.Exchange(ref _noted, Environment.TickCount64);
            marks.Own(TrickMarks.Balancer);
        }

        if (orders.Find(Order.LoseCalls)?.Split('\n') is not [var which, var mark] || Enum.Parse<LostCalls>(which) is var lost && !LostCall.Is(lost, context.InterfaceMethod))
        {
            await context.Invoke();
            return;
        }

        if (lost == LostCalls.Answers)
        {
            await context.Invoke();
        }

        marks.Count(mark, context.InterfaceMethod!.Name);
        if (lost != LostCalls.OneWay)
        {
            throw new TimeoutException("chaos lost this call");
        }

        // Nobody hears it; but a filter that neither calls nor answers would be a broken one.
        context.Result = null;
    }
}

using System.Reflection;

namespace Orleans.Embedded;

/// <summary>One method of a grain or observer interface, with what its attributes ask for.</summary>
internal sealed class GrainMethod
{
    /// <summary>The interface's method.</summary>
    public required MethodInfo Method { get; init; }

    /// <summary>The interface it was called through.</summary>
    public required Type Interface { get; init; }

    public required bool OneWay { get; init; }

    public required bool AlwaysInterleave { get; init; }

    public required bool ReadOnly { get; init; }

    /// <summary>Null: the messaging options' time-out.</summary>
    public required TimeSpan? ResponseTimeout { get; init; }

    /// <summary>Calls the method on its implementation.</summary>
    public required Func<object, object?[], ValueTask<object?>> Invoke { get; init; }

    /// <summary>What else takes part in each call of this method, outermost first.</summary>
    public required IReadOnlyList<ICallParticipant> Participants { get; init; }

    public override string ToString() => $"{Interface.FullName}.{Method.Name}";
}

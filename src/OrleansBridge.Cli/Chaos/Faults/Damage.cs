namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Which row is damaged and how, as SQL over <c>orleans.transactional_state s</c>.</summary>
/// <param name="What">The kind of row, for people.</param>
/// <param name="Where">Its condition.</param>
/// <param name="State">What stands in it afterwards.</param>
internal sealed record Damage(string What, string Where, string State)
{
    // Of a change that was not appended yet nothing but the row would tell: two faults at once.
    private const string Appended = "EXISTS (SELECT FROM bridge.events e WHERE e.test_id = bridge.key_of(s.grain_id) AND e.version = bridge.bigint_of(s.state->'version'))";

    private static readonly (string What, string Where)[] Rows =
    [
        ("a waiting test", $"s.state_name = 'test' AND s.state->>'status' = 'queued' AND {Appended}"),
        ("a worker", "s.state_name = 'worker'"),
        ("a finished test", $"s.state_name = 'test' AND s.state->>'status' = 'completed' AND {Appended} AND EXISTS (SELECT FROM bridge.results r WHERE r.test_id = bridge.key_of(s.grain_id))"),
    ];

    private static readonly string[] States =
    [
        "'\"torn\"'",
        "s.state || '{\"epoch\": \"x\", \"generation\": \"x\"}'",
        "s.state - 'requirements' - 'result' || '{\"slots\": 7}'",
    ];

    internal static Damage Of(int pick)
    {
        var (what, where) = Rows[pick % Rows.Length];
        return new(what, where, States[pick / Rows.Length % States.Length]);
    }
}

using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansBridge.Json;
using OrleansBridge.Results;

namespace OrleansBridge.Postgres;

/// <summary>The accepted results, one row a test, for good: <c>bridge.results</c>.</summary>
public sealed class ResultStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Appender<CompletedTest> _appender;

    public ResultStore(NpgsqlDataSource source)
    {
        _source = source;
        _appender = new(WriteAsync);
    }

    /// <summary>Appends a result; completes when it is durable. A test that has a row keeps it.</summary>
    public Task AppendAsync(CompletedTest completed) => _appender.AppendAsync(completed);

    /// <summary>Appends results; completes when all are durable.</summary>
    public Task AppendAsync(IEnumerable<CompletedTest> completed) => Task.WhenAll(completed.Select(_appender.AppendAsync));

    /// <summary>Reads results, newest first.</summary>
    public async Task<IReadOnlyList<CompletedTest>> QueryAsync(ResultQuery query, CancellationToken cancellation = default)
    {
        var text = new StringBuilder("SELECT result, completed_at FROM bridge.results WHERE true");
        await using var command = _source.CreateCommand();
        void And<T>(string condition, T? value)
        {
            if (value is not null)
            {
                command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
                text.Append($" AND {condition} ${command.Parameters.Count}");
            }
        }

        And("model_id =", query.ModelId);
        And("model_type =", query.ModelType);
        And("browser =", query.Browser);
        And("backend =", query.Backend);
        And("worker =", query.Worker);
        And("outcome =", query.Outcome?.ToString());
        And("completed_at >=", query.From?.ToUniversalTime());
        And("completed_at <", query.Until?.ToUniversalTime());
        command.CommandText = text.Append($" ORDER BY completed_at DESC LIMIT {query.Limit}").ToString();
        var found = new List<CompletedTest>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new(
                JsonSerializer.Deserialize<TestResult>(rows.GetFieldValue<byte[]>(0), BridgeJson.Options)!, rows.GetFieldValue<DateTimeOffset>(1)));
        }

        return found;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public ValueTask DisposeAsync() => _appender.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<CompletedTest> rows)
    {
        await using var command = _source.CreateCommand("""
            INSERT INTO bridge.results (test_id, completed_at, epoch, model_id, model_type, outcome, worker, browser, backend, result)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (test_id) DO NOTHING
            """);
        void Add<T>(Func<CompletedTest, T> column) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(column)] });
        Add(r => r.Result.TestId);
        Add(r => r.CompletedAt.ToUniversalTime());
        Add(r => r.Result.Epoch);
        Add(r => r.Result.ModelId);
        Add(r => r.Result.ModelType);
        Add(r => r.Result.Outcome.ToString());
        Add(r => r.Result.Worker);
        Add(r => r.Result.Browser);
        Add(r => r.Result.BackendUsed);
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. rows.Select(r => JsonText.Of(r.Result))],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        await command.ExecuteNonQueryAsync();
    }
}

using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Reminders in a database, by the statements that it keeps for Orleans' own provider: either runtime reads what the other wrote.</summary>
internal sealed class AdoNetReminderTable(IOptions<ClusterOptions> cluster, IOptions<AdoNetReminderTableOptions> options) : IReminderTable
{
    private static readonly string[] Needed =
        ["ReadReminderRowsKey", "ReadReminderRowKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "UpsertReminderRowKey", "DeleteReminderRowKey", "DeleteReminderRowsKey"];

    private Dictionary<string, string> _statements = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Invariant) || string.IsNullOrWhiteSpace(options.Value.ConnectionString))
        {
            throw new OrleansConfigurationException($"Invalid {nameof(AdoNetReminderTableOptions)} values: Invariant and ConnectionString are required.");
        }

        var rows = await ReadAsync("SELECT QueryKey, QueryText FROM OrleansQuery", [], r => (Key: r.GetString(0), Text: r.GetString(1)));
        _statements = rows.ToDictionary(r => r.Key, r => r.Text);
        var missing = Needed.Except(_statements.Keys).ToArray();
        if (missing.Length > 0)
        {
            throw new ArgumentException($"Not all required queries found. Missing are: {string.Join(",", missing)}");
        }
    }

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await EntriesAsync("ReadReminderRowsKey", ("GrainId", grainId.ToString())));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new(await EntriesAsync((int)begin < (int)end ? "ReadRangeRows1Key" : "ReadRangeRows2Key", ("BeginHash", (int)begin), ("EndHash", (int)end)));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await EntriesAsync("ReadReminderRowKey", ("GrainId", grainId.ToString()), ("ReminderName", reminderName))).FirstOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry) => (await ReadAsync(
        _statements["UpsertReminderRowKey"],
        [
            ("ServiceId", cluster.Value.ServiceId), ("GrainId", entry.GrainId.ToString()), ("ReminderName", entry.ReminderName),
            ("StartTime", DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)), ("Period", (long)entry.Period.TotalMilliseconds),

            // Silos divide reminders by this; here there is one process, and one range.
            ("GrainHash", 0),
        ],
        Tag))[0];

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => (await ReadAsync(
        _statements["DeleteReminderRowKey"],
        [("ServiceId", cluster.Value.ServiceId), ("GrainId", grainId.ToString()), ("ReminderName", reminderName), ("Version", int.Parse(eTag, CultureInfo.InvariantCulture))],
        r => Convert.ToBoolean(r.GetValue(0), CultureInfo.InvariantCulture)))[0];

    public Task TestOnlyClearTable() => ReadAsync(_statements["DeleteReminderRowsKey"], [("ServiceId", cluster.Value.ServiceId)], _ => 0);

    private Task<List<ReminderEntry>> EntriesAsync(string statement, params (string Name, object Value)[] parameters) => ReadAsync(
        _statements[statement],
        [("ServiceId", cluster.Value.ServiceId), .. parameters],
        row => new ReminderEntry
        {
            GrainId = GrainId.Parse((string)row["GrainId"], CultureInfo.InvariantCulture),
            ReminderName = (string)row["ReminderName"],
            StartAt = DateTime.SpecifyKind((DateTime)row["StartTime"], DateTimeKind.Utc),
            Period = TimeSpan.FromMilliseconds(Convert.ToInt64(row["Period"], CultureInfo.InvariantCulture)),
            ETag = Tag(row),
        });

    private static string? Tag(DbDataReader row) => Convert.ToString(row["Version"], CultureInfo.InvariantCulture);

    private async Task<List<T>> ReadAsync<T>(string statement, (string Name, object Value)[] parameters, Func<DbDataReader, T> read)
    {
        await using var connection = Driver(options.Value.Invariant).CreateConnection()!;
        connection.ConnectionString = options.Value.ConnectionString;
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await rows.ReadAsync())
        {
            list.Add(read(rows));
        }

        return list;
    }

    /// <summary>Registered with ADO.NET, or found in the assembly of that name, where drivers have it.</summary>
    private static DbProviderFactory Driver(string invariant) => DbProviderFactories.TryGetFactory(invariant, out var registered)
        ? registered
        : (DbProviderFactory)Assembly.Load(invariant).ExportedTypes.First(t => t.IsSubclassOf(typeof(DbProviderFactory))).GetField("Instance")!.GetValue(null)!;
}

using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>What chaos orders silos to do while it lasts, as files in the data folder: silos that start meanwhile obey too.</summary>
internal sealed class StandingOrders(string folder)
{
    /// <summary>By then every silo knows of an order, or of its end.</summary>
    internal static readonly TimeSpan Known = TimeSpan.FromMilliseconds(300);

    private const long LookEvery = 50;

    private readonly Lock _lock = new();
    private IReadOnlyDictionary<string, string> _orders = new Dictionary<string, string>();
    private long _looked = -LookEvery;

    internal static StandingOrders In(DataFolder data) => new(data.In("orders"));

    internal void Give(string order, string content)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{order}");
        File.WriteAllText(draft, content);
        File.Move(draft, Path.Combine(folder, order), overwrite: true);
    }

    internal void Withdraw(string order) => File.Delete(Path.Combine(folder, order));

    /// <summary>The content of an order that stands, or null. Asked at every call of a grain: files are looked at now and then.</summary>
    internal string? Find(string order)
    {
        lock (_lock)
        {
            if (Environment.TickCount64 - _looked >= LookEvery)
            {
                _orders = Read();
                _looked = Environment.TickCount64;
            }

            return _orders.GetValueOrDefault(order);
        }
    }

    private Dictionary<string, string> Read()
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.GetFiles(folder).Where(f => !Path.GetFileName(f).StartsWith('.')).ToDictionary(f => Path.GetFileName(f), File.ReadAllText)
                : [];
        }
        catch (IOException)
        {
            // One was withdrawn under the look: the next one sees the rest.
            return [];
        }
    }
}

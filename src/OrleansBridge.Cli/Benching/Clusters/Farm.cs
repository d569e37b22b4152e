using OrleansBridge.Client;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>A farm that takes tests, and the one it is compared with.</summary>
/// <param name="Name">Its figures' names begin so.</param>
/// <param name="What">In words.</param>
/// <param name="Against">The name of the farm it is compared with; null: it is only that for others.</param>
/// <param name="Database">Its database's name.</param>
/// <param name="Bridge">A client of it.</param>
/// <param name="Processes">Its silo processes; none: its silo is in this process, with the client.</param>
internal sealed record Farm(string Name, string What, string? Against, string Database, ResourcePoolBridge Bridge, IReadOnlyList<int> Processes);

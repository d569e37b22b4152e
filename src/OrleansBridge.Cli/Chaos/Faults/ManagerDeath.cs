using System.Globalization;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>What a silo noted of itself before it died as a manager.</summary>
/// <param name="Transaction">The transaction it managed.</param>
/// <param name="Process">Its process.</param>
/// <param name="Silo">The number of its silo.</param>
/// <param name="Manager">The grain that managed it.</param>
internal sealed record ManagerDeath(string Transaction, int Process, int Silo, string Manager)
{
    internal static ManagerDeath Parse(string noted) => noted.Split(' ', 4) is [var transaction, var process, var silo, var manager]
        ? new(transaction, int.Parse(process, CultureInfo.InvariantCulture), int.Parse(silo, CultureInfo.InvariantCulture), manager)
        : throw new FormatException($"'{noted}' tells of no manager's death");
}

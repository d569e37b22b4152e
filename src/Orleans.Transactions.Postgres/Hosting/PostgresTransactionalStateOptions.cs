using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Npgsql;

namespace Orleans.Configuration;

/// <summary>Where and how transactional state is kept in PostgreSQL.</summary>
public sealed class PostgresTransactionalStateOptions
{
    /// <summary>The database. Default null: <see cref="ConnectionString"/>, else the data source of the service collection.</summary>
    /// <remarks>Statements are few and repeated: a data source with <c>Max Auto Prepare</c> saves their planning.</remarks>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>How to reach the database, when no <see cref="DataSource"/> is given. Default null.</summary>
    /// <remarks>Unless it says otherwise, <c>Max Auto Prepare</c> is on and <c>Maximum Pool Size</c> is 10, or twice <see cref="Writers"/> where that is more.</remarks>
    public string? ConnectionString { get; set; }

    /// <summary>How states are written as JSON. Default: properties and fields by their own names.</summary>
    public JsonSerializerOptions Json { get; set; } = new() { IncludeFields = true };

    /// <summary>Whether the character U+0000 in a string becomes U+FFFD, as jsonb cannot hold it.</summary>
    /// <value>Default false: such a state is refused, and its transaction aborts.</value>
    public bool ReplaceNul { get; set; }

    /// <summary>Most commits in flight at once. A further one begins only for half as many waiting stores as are in flight.</summary>
    /// <value>Default 3. More use more of the server's cores under a heavy load.</value>
    [Range(1, 64)]
    public int Writers { get; set; } = 3;

    /// <summary>Most stores in one commit.</summary>
    /// <value>Default 128. A failed commit fails them all.</value>
    [Range(1, 1024)]
    public int MaxStoresPerCommit { get; set; } = 128;
}

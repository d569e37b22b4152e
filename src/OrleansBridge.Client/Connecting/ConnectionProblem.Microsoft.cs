using Npgsql;

namespace OrleansBridge.Client;

/// <summary>Why a client is not connected, in a user's words.</summary>
/// <param name="What">What was wrong.</param>
/// <param name="Fix">What to do.</param>
/// <param name="MayPass">Whether it may pass by itself, as when silos are still to start.</param>
internal sealed record ConnectionProblem(string What, string Fix, bool MayPass)
{
    private const string Apply = "apply the files of sql/ in order, psql -1 -f FILE each; a silo with OrleansBridge:ApplySchema=true and ./bridge up do so by themselves.";

    public static ConnectionProblem Of(Exception exception, string clusterId) => exception switch
    {
        PostgresException e => OfServer(e),
        NpgsqlException e => new(
            $"The farm's PostgreSQL does not answer: {e.InnerException?.Message ?? e.Message}.",
            "check host and port in ConnectionStrings:Bridge, and that the server runs.",
            MayPass: true),

        // Orleans names the statements that it misses.
        ArgumentException e when e.Message.Contains("queries", StringComparison.Ordinal) => new(
            $"The farm's database is damaged, statements of Orleans are gone: {e.Message}",
            "apply that file again, which keeps everything else: psql -1 -f sql/005_orleans.sql.",
            MayPass: false),
        SiloUnavailableException or Orleans.Runtime.Messaging.ConnectionFailedException or OrleansMessageRejectionException or TimeoutException => new(
            $"No silo of cluster '{clusterId}' answers: {Last(exception)}",
            "start one, or see that ClusterId and the connection string are the silos' own and that their gateway ports can be reached from here.",
            MayPass: true),
        _ => new($"The client could not connect: {exception.Message}", "see the inner exception.", MayPass: false),
    };

    private static ConnectionProblem OfServer(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => new(
            "The farm's database has not the tables of Orleans.", $"if no silo is about to make them, {Apply}", MayPass: true),
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction => new(
            $"The farm's database is damaged: {e.MessageText}.", "restore it from a backup, or give its content up: drop the schemas bridge and orleans, then apply sql/.", MayPass: false),
        PostgresErrorCodes.InvalidCatalogName => new($"PostgreSQL refuses: {e.MessageText}.", "create the database, or correct its name in ConnectionStrings:Bridge.", MayPass: true),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            $"PostgreSQL refuses: {e.MessageText}.", "correct user and password in ConnectionStrings:Bridge.", MayPass: false),
        PostgresErrorCodes.InsufficientPrivilege => new(
            $"PostgreSQL refuses: {e.MessageText}.", "grant the user USAGE on schema orleans and SELECT on its tables orleansquery and orleansmembershiptable.", MayPass: false),
        _ => new($"PostgreSQL failed: {e.MessageText} ({e.SqlState}).", "see the server's log.", e.IsTransient),
    };

    private static string Last(Exception e) => e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message;
}

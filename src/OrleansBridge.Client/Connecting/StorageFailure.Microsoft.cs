using Orleans.Serialization;

namespace OrleansBridge.Client;

/// <summary>What a ledger's storage throws is of a type that a client need not have: it arrives as the name of that type.</summary>
internal static class StorageFailure
{
    public static bool Is(Exception e) =>
        e is UnavailableExceptionFallbackException { ExceptionType: { } type } && type.StartsWith("Orleans.Transactions.Postgres.", StringComparison.Ordinal);
}

using Orleans.Serialization;
using OrleansBridge.Grains;

namespace OrleansBridge.Client;

/// <summary>
/// Which failures of a call say nothing about the call: no answer or none that can be read, no gateway, a silo that goes, a
/// transaction that was aborted, a database that was away. All else is an answer, or a defect, and repeating would not change it.
/// </summary>
internal static class PassingFailure
{
    public static bool Is(Exception e, CancellationToken callers) => e switch
    {
        TimeoutException or NotCommittedException or OrleansException => true,

        // What went wrong could not be told: its type cannot travel, or is not here. Npgsql's and the ledgers' storage's are such.
        SerializerException => true,

        // Orleans cancels what a leaving silo still had to do.
        OperationCanceledException => !callers.IsCancellationRequested,

        // The call had reached a silo whose services were being disposed of; unless it is the caller's own runtime that is.
        ObjectDisposedException disposed => disposed.ObjectName != "OutsideRuntimeClient",
        _ => false,
    };
}

namespace OrleansBridge.Postgres;

/// <summary>The private server's configuration, written before every start so that a new version's settings take hold.</summary>
internal static class ServerSettings
{
    public const string Include = "include_if_exists = 'bridge.conf'";

    public static string Text(PrivateServerOptions options, string socketFolder) => $"""
        # Written by bridge before every start; changes are lost.
        listen_addresses = ''
        port = 5432
        unix_socket_directories = '"{socketFolder.Replace("'", "''", StringComparison.Ordinal)}"'
        unix_socket_permissions = 0700
        max_connections = {options.MaxConnections}
        shared_buffers = {options.SharedBuffersMb}MB

        # An acknowledged test is on disk.
        fsync = on
        full_page_writes = on
        synchronous_commit = on

        # One server without replicas needs no more in its log.
        wal_level = minimal
        max_wal_senders = 0
        max_wal_size = 1GB

        # Short statements on hot rows: planning tricks cost more than they save, dead rows must go quickly.
        jit = off
        max_parallel_workers_per_gather = 0
        autovacuum_naptime = 15s
        autovacuum_vacuum_cost_delay = 1ms

        lc_messages = 'C'
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_checkpoints = off
        """ + "\n";
}

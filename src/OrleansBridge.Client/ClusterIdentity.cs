namespace OrleansBridge.Client;

/// <summary>Which cluster a silo or a client belongs to. All silos and clients of a farm have the same.</summary>
public class ClusterIdentity
{
    /// <summary>What both ids are unless the application says otherwise.</summary>
    public const string DefaultId = "orleansbridge";

    /// <summary>The silos that run together.</summary>
    /// <value>Default <c>orleansbridge</c>, unless Orleans' own ClusterOptions say otherwise.</value>
    public string? ClusterId { get; set; }

    /// <summary>The service whose ledgers and reminders they keep; it outlives its clusters.</summary>
    /// <value>Default <c>orleansbridge</c>, unless Orleans' own ClusterOptions say otherwise.</value>
    public string? ServiceId { get; set; }
}

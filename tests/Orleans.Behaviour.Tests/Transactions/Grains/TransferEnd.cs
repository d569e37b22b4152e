namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>How a transfer's delegate ends.</summary>
public enum TransferEnd
{
    Commit,
    Undo,
    Throw,
}

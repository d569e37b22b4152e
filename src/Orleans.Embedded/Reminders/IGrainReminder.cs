namespace Orleans.Runtime;

/// <summary>A grain's reminder: a timer that outlives its activations.</summary>
public interface IGrainReminder
{
    string ReminderName { get; }
}

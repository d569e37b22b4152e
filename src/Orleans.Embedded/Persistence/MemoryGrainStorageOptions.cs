namespace Orleans.Configuration;

/// <summary>How states are kept in memory.</summary>
public class MemoryGrainStorageOptions
{
    /// <summary>Over how many grains they are spread. Without meaning here: this runtime keeps them in one place.</summary>
    public int NumStorageGrains { get; set; } = 10;
}

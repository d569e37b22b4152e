namespace Orleans.Configuration;

/// <summary>A silo's name.</summary>
public class SiloOptions
{
    public string SiloName { get; set; } = $"Silo_{Guid.NewGuid().ToString("N")[..5]}";
}

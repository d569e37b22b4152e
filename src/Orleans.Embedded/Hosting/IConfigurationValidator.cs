namespace Orleans;

/// <summary>Refuses a configuration when a silo or client starts.</summary>
public interface IConfigurationValidator
{
    void ValidateConfiguration();
}

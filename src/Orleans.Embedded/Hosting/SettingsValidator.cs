using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Refuses settings of the <c>Orleans</c> section that ask for what this runtime does not do.</summary>
internal sealed class SettingsValidator(Builder builder) : IConfigurationValidator
{
    private static readonly string[] Known = ["ClusterId", "ServiceId", "Name", "Messaging", "Endpoints"];

    public void ValidateConfiguration()
    {
        foreach (var setting in builder.Configuration.GetSection("Orleans").GetChildren())
        {
            if (!Known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new OrleansConfigurationException(
                    $"The setting {setting.Path} asks for what the embedded runtime does not do: it is one process without networking. Remove it, or run on the Microsoft.Orleans packages.");
            }
        }
    }
}

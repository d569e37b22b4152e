using System.ComponentModel.DataAnnotations;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Transactions.Postgres;

internal sealed class PostgresTransactionalStateOptionsValidator(
    PostgresTransactionalStateOptions options, string name, NpgsqlDataSource? shared) : IConfigurationValidator
{
    private const string Example = " Write it as Host=db.example;Username=app;Password=...;Database=app.";

    public void ValidateConfiguration()
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            throw new OrleansConfigurationException($"PostgreSQL transactional state '{name}': {problems[0].ErrorMessage}");
        }

        if (options.DataSource is null && options.ConnectionString is { } given)
        {
            CheckConnectionString(given);
        }

        if (options.DataSource is null && options.ConnectionString is null && shared is null)
        {
            throw new OrleansConfigurationException(
                $"PostgreSQL transactional state '{name}' has no database: set {nameof(options.DataSource)} or "
                + $"{nameof(options.ConnectionString)}, or register an NpgsqlDataSource.");
        }
    }

    private void CheckConnectionString(string given)
    {
        string? host;
        try
        {
            host = new NpgsqlConnectionStringBuilder(given).Host;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new OrleansConfigurationException($"PostgreSQL transactional state '{name}': the connection string is not understood: {error.Message}{Example}");
        }

        if (string.IsNullOrEmpty(host))
        {
            throw new OrleansConfigurationException($"PostgreSQL transactional state '{name}': the connection string names no host.{Example}");
        }
    }
}

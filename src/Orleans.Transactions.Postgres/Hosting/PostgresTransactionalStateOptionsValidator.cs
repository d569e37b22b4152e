using System.ComponentModel.DataAnnotations;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Transactions.Postgres;

internal sealed class PostgresTransactionalStateOptionsValidator(
    PostgresTransactionalStateOptions options, string name, NpgsqlDataSource? shared) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            throw new OrleansConfigurationException($"PostgreSQL transactional state '{name}': {problems[0].ErrorMessage}");
        }

        if (options.DataSource is null && options.ConnectionString is null && shared is null)
        {
            throw new OrleansConfigurationException(
                $"PostgreSQL transactional state '{name}' has no database: set {nameof(options.DataSource)} or "
                + $"{nameof(options.ConnectionString)}, or register an NpgsqlDataSource.");
        }
    }
}

using Microsoft.Extensions.Hosting;
using Npgsql;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting;

/// <summary>Makes sure, before anything of the host starts, that the database is durable and has the schema that the silo needs.</summary>
internal sealed class SchemaAtStart(OrleansBridgeOptions options, OrleansBridgeOptionsValidator validator, NpgsqlDataSource source) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        validator.ValidateConfiguration();
        await BridgeDatabase.CheckAsync(source, cancellationToken);
        if (options.ApplySchema)
        {
            await Migrations.ApplyAsync(source, cancellationToken);
        }
        else
        {
            await Migrations.CheckAsync(source, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

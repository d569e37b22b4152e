using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Orleans.Transactions.Postgres;

namespace OrleansBridge.Client.Tests.Connecting;

/// <summary>A client has not the types of the ledgers' storage: Orleans cannot read an answer that is one of its exceptions, and says that instead.</summary>
public sealed class StorageFailureTests
{
    private const string Name = nameof(PostgresStorageException);

    [Fact]
    public void What_a_ledgers_storage_threw_is_asked_for_again_though_it_cannot_be_read_here()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<Response>>();
        var sent = serializer.SerializeToArray(Response.FromException(new PostgresStorageException("PostgreSQL failed to load the state of test/a")));
        Assert.IsType<PostgresStorageException>(serializer.Deserialize(sent)!.Exception);

        // As in a process without its assembly, where the name means nothing.
        var text = Encoding.Latin1.GetString(sent);
        Assert.Contains(Name, text, StringComparison.Ordinal);
        var strange = Encoding.Latin1.GetBytes(text.Replace(Name, Name[..^1] + "X", StringComparison.Ordinal));

        var unreadable = Record.Exception(() => serializer.Deserialize(strange));
        Assert.True(PassingFailure.Is(unreadable!, CancellationToken.None), unreadable!.ToString());
    }
}

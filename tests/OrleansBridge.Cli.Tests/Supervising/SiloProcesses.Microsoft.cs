using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Tests.Supervising;

/// <summary>Silo processes of one bridge, started and stopped by its commands as a user does it.</summary>
internal sealed class SiloProcesses : IAsyncDisposable
{
    /// <summary>The tests with processes run one after another: each has several, with browsers or a build.</summary>
    public const string Collection = "silo processes";

    // Not a temporary folder of this user alone: PostgreSQL's account has to reach its files.
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-silos-" + Guid.NewGuid().ToString("n"))).FullName;
    private PrivateServer? _server;
    private NpgsqlDataSource? _database;

    /// <summary>The command of this build.</summary>
    public static string Program { get; } = typeof(CommandTree).Assembly.Location;

    /// <summary>The bridge's folder.</summary>
    public DataFolder Data => new(Path.Combine(_folder, "data"));

    /// <summary>The server that is given to all; null: that of the first silo, in the bridge's folder.</summary>
    public string? Given => _server?.ConnectionString;

    /// <summary>Their database, from the first silo's start on.</summary>
    public NpgsqlDataSource Database => _database ??= NpgsqlDataSource.Create(Given ?? PrivateServer.Find(Data.Path)!);

    /// <summary>For silos that are to outlive the first one: a server that none of them owns.</summary>
    public static async Task<SiloProcesses> WithServerAsync()
    {
        var silos = new SiloProcesses();
        silos._server = await PrivateServer.StartAsync(new PrivateServerOptions { DataFolder = Path.Combine(silos._folder, "database") });
        return silos;
    }

    /// <summary>A folder for something else, which goes with this.</summary>
    public string In(string name) => Path.Combine(_folder, name);

    /// <summary>Starts a silo process and waits until it answers.</summary>
    public async Task UpAsync(string program, params IEnumerable<string> more)
    {
        var (status, output) = await BridgeAsync(program, ["up", "--port", "0", "--detach", .. more]);
        Assert.True(status == ExitCode.Clean, output);
    }

    /// <summary>Starts the first and two that join it, one after the other.</summary>
    public async Task UpThreeAsync(params string[] more)
    {
        await UpAsync(Program, more);
        await UpAsync(Program, ["--join", .. more]);
        await UpAsync(Program, ["--join", .. more]);
    }

    /// <summary>Runs a command of the bridge on its folder, or on that of one silo where the arguments say so.</summary>
    public Task<(int Status, string Output)> BridgeAsync(string program, IReadOnlyCollection<string> arguments) =>
        RunAsync("dotnet", [program, .. arguments, .. arguments.Contains("--data") ? [] : (string[])["--data", Data.Path]]);

    public async Task<BridgeConnection> AttachAsync(int silo, CancellationToken cancellation)
    {
        var attached = await BridgeConnection.TryAttachAsync(Data.OfSilo(silo), cancellation);
        Assert.True(attached is not null, $"silo {silo} does not answer");
        return attached;
    }

    /// <summary>Stops a silo's process as Kubernetes does; its supervisor takes that for its will and ends.</summary>
    public async Task StopAsync(int silo, CancellationToken cancellation)
    {
        var (process, supervisor) = Running(silo);
        Assert.True(process.AskToStop());
        Assert.True(await process.GoneAsync(TimeSpan.FromSeconds(60), cancellation), $"silo {silo} did not stop");
        Assert.True(await supervisor.GoneAsync(TimeSpan.FromSeconds(10), cancellation), $"the supervisor of silo {silo} did not end");
    }

    /// <summary>Kills a silo's process with its supervisor, which would bring it back.</summary>
    public void Kill(int silo)
    {
        var (process, supervisor) = Running(silo);
        foreach (var identity in new[] { process, supervisor })
        {
            using var killed = Process.GetProcessById(identity.Id);
            killed.Kill();
        }
    }

    /// <summary>One number from the database.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for what other processes write: nobody tells a database's reader.</summary>
    public async Task UntilAsync(string sql, Func<long, bool> reached, CancellationToken cancellation)
    {
        while (!reached(await CountAsync(sql)))
        {
            await Task.Delay(100, cancellation);
        }
    }

    public async Task<(int Status, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Bridge"] = Given ?? "";
        start.Environment["BRIDGE_HOME"] = Installation.Home;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    public async ValueTask DisposeAsync()
    {
        await BridgeAsync(Program, ["down"]);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    private (ProcessIdentity Process, ProcessIdentity Supervisor) Running(int silo)
    {
        var own = Data.OfSilo(silo);
        return (BridgeEndpoint.Find(own)!.Process, Note.Read<ProcessIdentity>(own.SupervisorFile)!);
    }
}

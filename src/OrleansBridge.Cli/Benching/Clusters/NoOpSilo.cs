using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>
/// One silo process of <c>bench cluster</c>, set up as any Orleans application sets one up: by its environment. Its engine runs
/// nothing, and it ends when its standard input does, so with whoever started it.
/// </summary>
internal static class NoOpSilo
{
    internal const string Name = "cluster-silo";

    /// <summary>What it says once it is part of the cluster.</summary>
    internal const string Ready = "ready";

    private const int BrowsersOfWorker = 5;

    private static readonly Option<string> Id = new("--id") { Description = "The silo's part of its workers' ids.", Required = true };
    private static readonly Option<int> Workers = new("--workers") { Description = "Workers to open.", Required = true };

    internal static Command Create()
    {
        var command = new BridgeCommand(Name, "A silo of bench cluster.") { Id, Workers };
        command.Hidden = true;
        return command.Does(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables();
        builder.UseOrleans(silo => silo.AddOrleansBridge(bridge =>
        {
            bridge.Engine = _ => new NoOpEngine();
            Enumerable.Range(0, parsed.GetValue(Workers)).ToList().ForEach(n => bridge.Workers.Add(new() { WorkerId = $"{parsed.GetValue(Id)}-w{n}", MaxBrowsers = BrowsersOfWorker }));
        }));
        using var host = builder.Build();
        await host.StartAsync(cancellation);
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync(cancellation);
        await host.StopAsync(CancellationToken.None);
        return ExitCode.Clean;
    }
}

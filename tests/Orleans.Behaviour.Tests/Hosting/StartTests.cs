using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Behaviour.Tests.Clusters;
using Orleans.Behaviour.Tests.Lives;

namespace Orleans.Behaviour.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task A_silo_starts_stage_by_stage_and_stops_in_reverse()
    {
        var steps = new ConcurrentQueue<string>();
        await using (await Cluster.StartAsync(1, silo =>
        {
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(steps, "active", ServiceLifecycleStage.Active));
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(steps, "services", ServiceLifecycleStage.ApplicationServices));
            silo.AddStartupTask(async (services, _) =>
            {
                await services.GetRequiredService<IGrainFactory>().GetGrain<ILifeGrain>("startup").InstanceAsync();
                steps.Enqueue("startup task called a grain");
            });
        }))
        {
            Assert.Equal(["start active", "start services", "startup task called a grain"], steps.Order());
            Assert.Equal("start services", steps.First());
        }

        Assert.Equal(["stop active", "stop services"], steps.Skip(3));
    }

    [Fact]
    public async Task A_validator_keeps_a_silo_from_starting()
    {
        var failure = await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
            Cluster.StartAsync(1, silo => silo.Services.AddSingleton<IConfigurationValidator, Refusal>()));
        Assert.Equal("not like this", failure.Message);
    }

    private sealed class Participant(ConcurrentQueue<string> steps, string name, int stage) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
            name,
            stage,
            _ => Note($"start {name}"),
            _ => Note($"stop {name}"));

        private Task Note(string step)
        {
            steps.Enqueue(step);
            return Task.CompletedTask;
        }
    }

    private sealed class Refusal : IConfigurationValidator
    {
        public void ValidateConfiguration() => throw new OrleansConfigurationException("not like this");
    }
}

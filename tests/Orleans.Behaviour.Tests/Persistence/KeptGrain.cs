using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Persistence;

/// <summary>Holds one record twice, as two activations of a grain would.</summary>
[GrainType("behaviour.kept")]
public sealed class KeptGrain(
    [PersistentState("kept", "store")] IPersistentState<Kept> state,
    [PersistentState("kept", "store")] IPersistentState<Kept> outdated,
    Journal journal) : Grain, IKeptGrain
{
    private string? _seen;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _seen = state.RecordExists ? state.State.Text : null;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Open($"{this.GetPrimaryKeyString()} ended");
        return Task.CompletedTask;
    }

    public Task<string?> SeenAtActivationAsync() => Task.FromResult(_seen);

    public Task WriteAsync(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    public Task ChangeWithoutWritingAsync(string text)
    {
        state.State.Text = text;
        return Task.CompletedTask;
    }

    public async Task<string?> RereadAsync()
    {
        await state.ReadStateAsync();
        return state.State.Text;
    }

    public async Task<bool> ClearAsync()
    {
        await state.ClearStateAsync();
        return state.RecordExists || state.State.Text is not null;
    }

    public Task WriteOutdatedAsync(string text)
    {
        outdated.State.Text = text;
        return outdated.WriteStateAsync();
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

namespace Orleans.Behaviour.Tests.Contexts;

[GrainType("behaviour.context")]
public sealed class ContextGrain : Grain, IContextGrain
{
    public static readonly AsyncLocal<string?> Ambient = new();

    public async Task<string> ReadAsync(int further)
    {
        var seen = $"{RequestContext.Get("key") ?? "none"}/{Ambient.Value ?? "none"}";
        if (further > 0)
        {
            Ambient.Value = "from a grain";
            seen += $" {await GrainFactory.GetGrain<IContextGrain>(this.GetPrimaryKeyString() + further).ReadAsync(further - 1)}";
        }

        RequestContext.Set("key", "changed by the callee");
        return seen;
    }
}

namespace Orleans.Behaviour.Tests.Failures;

[GrainType("behaviour.failing")]
public sealed class FailingGrain : Grain, IFailingGrain
{
    public Task FailAsync(string kind) => throw kind switch
    {
        "argument" => new ArgumentOutOfRangeException(nameof(kind), 7, "too much") { Data = { ["hint"] = "less" } },
        "inner" => new InvalidOperationException("outer", new FormatException("inner")),
        "file" => new FileNotFoundException("gone", "/some/file"),
        "carried" => new CarriedException("carried") { Detail = 1, Lost = 2 },
        _ => new LocalException("local") { Detail = 3 },
    };

    public Task<int> FailAtOnceAsync() => throw new InvalidOperationException("at once");

    public async ValueTask<int> FailLaterAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("later");
    }
}

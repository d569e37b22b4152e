using OrleansBridge.Cli.Suites;

namespace OrleansBridge.Cli.Tests.Suites;

public sealed class ModelFilterTests
{
    [Theory]
    [InlineData("conv", "node/test_conv_1", true)]
    [InlineData("test_conv*", "node/test_conv_1", false)]
    [InlineData("node/*conv*", "node/test_conv_1", true)]
    [InlineData("!conv", "node/test_conv_1", false)]
    [InlineData("!conv", "node/test_add", true)]
    [InlineData("conv,!transpose", "test_convtranspose", false)]
    [InlineData("", "anything", true)]
    public void Patterns_take_parts_wholes_and_leave_out(string pattern, string model, bool taken)
    {
        Assert.Equal(taken, new ModelFilter([pattern]).Takes(model));
    }
}

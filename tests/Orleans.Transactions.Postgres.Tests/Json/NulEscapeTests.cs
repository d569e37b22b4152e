using System.Text;

namespace Orleans.Transactions.Postgres.Tests;

public sealed class NulEscapeTests
{
    [Theory]
    [InlineData("{}", false)]
    [InlineData("\"\\u0000\"", true)]
    [InlineData("\"\\\\u0000\"", false)]
    [InlineData("\"\\\\\\u0000\"", true)]
    [InlineData("\"\\\\u0000 \\u0000\"", true)]
    public void An_escaped_nul_is_told_from_an_escaped_backslash(string json, bool holds) =>
        Assert.Equal(holds, NulEscape.Find(Encoding.UTF8.GetBytes(json), 0) >= 0);
}

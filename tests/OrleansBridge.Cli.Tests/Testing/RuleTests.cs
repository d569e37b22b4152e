using OrleansBridge.Cli.Running;
using OrleansBridge.Cli.Testing.Mutating;

namespace OrleansBridge.Cli.Tests.Testing;

public class RuleTests
{
    private const string Head = "# Rules\n\n| rule | test | broken by |\n|---|---|---|\n";

    [Fact]
    public void A_row_names_the_rule_its_test_and_the_line_that_breaks_it()
    {
        var rule = Assert.Single(Rule.Read(Head + "| Never twice | `P.Tests` `It_is_once` | `src/A.cs` `a \\|\\| b` `a` |"));

        Assert.Equal(new Rule("Never twice", "P.Tests", "It_is_once", "src/A.cs", "a || b", "a"), rule);
        Assert.Equal("if (a)", rule.Break("if (a || b)"));
    }

    [Theory]
    [InlineData("if (c)")]
    [InlineData("if (a || b) while (a || b)")]
    public void A_line_that_is_not_there_once_is_refused_naming_the_rule(string text)
    {
        var rule = new Rule("Never twice", "P", "T", "f", "a || b", "a");

        Assert.Contains("Never twice", Assert.Throws<UserErrorException>(() => rule.Break(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_shown() =>
        Assert.Contains("| odd |", Assert.Throws<UserErrorException>(() => Rule.Read(Head + "| odd |")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_rule_of_the_docs_still_finds_its_line_and_its_test()
    {
        foreach (var rule in Rule.Read(File.ReadAllText(Path.Combine(Installation.Home, "docs", "rules.md"))))
        {
            rule.Break(File.ReadAllText(Path.Combine(Installation.Home, rule.File)));
            var tests = Directory.EnumerateFiles(Path.Combine(Installation.Home, "tests", rule.Project), "*.cs", SearchOption.AllDirectories);
            Assert.True(tests.Any(f => File.ReadAllText(f).Contains($" {rule.Test}(", StringComparison.Ordinal)), $"{rule.Project} has no test {rule.Test}");
        }
    }
}

namespace OrleansBridge.Deploy.Tests;

/// <summary>What can be said of the container file without carrying it out; <c>deploy/check-container</c> carries it out.</summary>
public sealed class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Checks.Repository, "deploy", "Dockerfile"));

    [Fact]
    public void What_is_copied_is_let_through_to_the_build()
    {
        var ignored = File.ReadAllLines(Path.Combine(Checks.Repository, ".dockerignore"));
        var copied = Lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path =>
        {
            Assert.Contains($"!{path}", ignored);
            Assert.True(Path.Exists(Path.Combine(Checks.Repository, path)), path);
        });
    }

    [Fact]
    public void It_runs_as_the_user_of_the_manifests()
    {
        var user = Assert.Single(Lines, l => l.StartsWith("USER ", StringComparison.Ordinal)).Split(' ', ':')[1];
        Assert.Contains($"runAsUser: {user}", File.ReadAllText(Path.Combine(Checks.Repository, "deploy", "kubernetes", "base", "silos.yaml")), StringComparison.Ordinal);
    }
}

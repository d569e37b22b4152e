using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Testing.Mutating;

/// <summary>
/// Breaks one rule after another in a copy of the checkout and looks whether its test goes red. First all those tests must be
/// green on the copy as it is: a test that fails anyway notices nothing.
/// </summary>
internal sealed class MutationRun(string home, string runtime, string? only)
{
    private static readonly string[] Copied = ["src", "tests", "sql", "npm"];
    private static readonly string[] Left = ["bin", "obj", "artifacts"];

    private readonly string _copy = Path.Combine(home, "artifacts", "mutated");

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        var rules = Rule.Read(await File.ReadAllTextAsync(Path.Combine(home, "docs", "rules.md"), cancellation))
            .Where(r => only is null || r.Name.Contains(only, StringComparison.OrdinalIgnoreCase) || r.Test.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (rules.Count == 0)
        {
            throw new UserErrorException($"no rule of docs/rules.md has '{only}' in its name or its test's");
        }

        rules.ForEach(r => r.Break(File.ReadAllText(Path.Combine(home, r.File))));
        Copy();
        var toolchain = new Toolchain(runtime, _copy);
        Console.WriteLine($"== {runtime} Orleans: {rules.Count} rules; their tests on the code as it is");
        var sound = new HashSet<Rule>();
        foreach (var project in rules.GroupBy(r => r.Project))
        {
            var green = await toolchain.TestsAsync(project.Key, [.. project.Select(r => r.Test)], cancellation);
            sound.UnionWith(project.Where(r => green.Built && green.Passed.Contains(r.Test)));
        }

        var noticed = 0;
        foreach (var rule in rules)
        {
            var verdict = sound.Contains(rule) ? await VerdictAsync(toolchain, rule, cancellation) : "NOT GREEN before: the test does not pass, or there is none of that name";
            noticed += verdict is null ? 1 : 0;
            Console.WriteLine($"{(verdict is null ? "red     " : "SURVIVED")} {rule.Name} ({rule.Test}){(verdict is null ? "" : ": " + verdict)}");
        }

        Console.WriteLine($"{noticed} of {rules.Count} broken rules were noticed");
        return noticed == rules.Count ? ExitCode.Clean : ExitCode.Failed;
    }

    private async Task<string?> VerdictAsync(Toolchain toolchain, Rule rule, CancellationToken cancellation)
    {
        var file = Path.Combine(_copy, rule.File);
        var text = await File.ReadAllTextAsync(file, cancellation);
        await File.WriteAllTextAsync(file, rule.Break(text), cancellation);
        try
        {
            var result = await toolchain.TestsAsync(rule.Project, [rule.Test], cancellation);
            return !result.Built ? "the broken code does not compile" : result.Passed.Contains(rule.Test) ? "its test is still green" : null;
        }
        finally
        {
            await File.WriteAllTextAsync(file, text, CancellationToken.None);
        }
    }

    private void Copy()
    {
        Screen.Note($"copying the checkout to {_copy} ...");
        foreach (var folder in Copied)
        {
            Synchronize(Path.Combine(home, folder), Path.Combine(_copy, folder));
        }

        foreach (var file in Directory.EnumerateFiles(home).Where(f => Path.GetExtension(f) is ".props" or ".targets" or ".sln" || Path.GetFileName(f) == ".editorconfig"))
        {
            File.Copy(file, Path.Combine(_copy, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>What an earlier run left is replaced; its build is kept, so that the next is quick.</summary>
    private static void Synchronize(string from, string to)
    {
        Directory.CreateDirectory(to);
        var source = new DirectoryInfo(from);
        var names = source.EnumerateFileSystemInfos().Select(e => e.Name).ToHashSet();
        foreach (var entry in new DirectoryInfo(to).EnumerateFileSystemInfos().Where(e => !names.Contains(e.Name)))
        {
            (entry is DirectoryInfo { LinkTarget: null } folder ? () => folder.Delete(recursive: true) : (Action)entry.Delete)();
        }

        foreach (var file in source.EnumerateFiles())
        {
            var target = new FileInfo(Path.Combine(to, file.Name));
            if (!target.Exists || target.Length != file.Length || target.LastWriteTimeUtc != file.LastWriteTimeUtc)
            {
                file.CopyTo(target.FullName, overwrite: true);
            }
        }

        foreach (var folder in source.EnumerateDirectories().Where(d => !Left.Contains(d.Name)))
        {
            if (folder.Name == "node_modules")
            {
                var link = Path.Combine(to, folder.Name);
                _ = Directory.Exists(link) ? null : Directory.CreateSymbolicLink(link, folder.FullName);
                continue;
            }

            Synchronize(folder.FullName, Path.Combine(to, folder.Name));
        }
    }
}

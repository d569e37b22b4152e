using OrleansBridge.Grains.Agents;

namespace OrleansBridge.Grains.Tests.Agents;

public sealed class ContainerMemoryTests : IDisposable
{
    private readonly DirectoryInfo _group = Directory.CreateTempSubdirectory("group-");

    [Fact]
    public void A_containers_limit_counts_and_files_it_has_read_do_not()
    {
        Write("memory.max", "4000000000");
        Write("memory.current", "3000000000");
        Write("memory.stat", "anon 1000\ninactive_file 500000000\nactive_file 7");
        Assert.Equal((4, 1.5), ContainerMemory.Read(_group.FullName));
    }

    [Fact]
    public void Without_a_limit_the_machine_counts()
    {
        Assert.Null(ContainerMemory.Read(_group.FullName));
        Write("memory.max", "max");
        Write("memory.current", "3000000000");
        Assert.Null(ContainerMemory.Read(_group.FullName));
    }

    public void Dispose() => _group.Delete(recursive: true);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_group.FullName, file), text + "\n");
}

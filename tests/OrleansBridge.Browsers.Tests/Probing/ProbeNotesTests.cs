using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Probing;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Probing;

public sealed class ProbeNotesTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("probe-notes-").FullName;
    private readonly BrowserTypeOptions _type;
    private readonly BrowserEngineOptions _options;

    public ProbeNotesTests()
    {
        string executable = Path.Combine(_data, "browser");
        File.WriteAllText(executable, "one");
        _type = new BrowserTypeOptions { Name = "chrome", Engine = BrowserEngineKind.Chromium, Executables = [executable], Args = ["--one"] };
        _options = new BrowserEngineOptions { DataFolder = _data, NodeModules = _data };
    }

    public static TheoryData<string> Changes => ["executable", "argument", "adapter", "threads", "runtime", "age", "disabled", "damaged", "forgotten", "uninstalled"];

    [Fact]
    public void A_later_start_finds_what_an_earlier_one_found()
    {
        Keep();
        var recalled = Notes().Recall(_type)!;
        Assert.False(recalled.Software);
        Assert.Null(recalled.Instance);
        Assert.Equal(Capability().Backends, recalled.Capability.Backends);
        Assert.Equal("Chromium 1", recalled.Capability.Version);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_a_probe_found_is_not_believed_once_something_has_changed(string what)
    {
        Keep();
        var (type, options, ort, time) = (_type, _options, "1.27.0", new FixedTime(DateTimeOffset.UtcNow));
        switch (what)
        {
            case "executable": File.WriteAllText(_type.Executables[0], "another"); break;
            case "argument": type = type with { Args = ["--two"] }; break;
            case "adapter": options = options with { Adapter = AdapterPreference.Software }; break;
            case "threads": options = options with { Threads = 2 }; break;
            case "runtime": ort = "1.28.0"; break;
            case "age": time = new FixedTime(DateTimeOffset.UtcNow + options.ProbeValidity + TimeSpan.FromMinutes(1)); break;
            case "disabled": options = options with { ProbeValidity = TimeSpan.Zero }; break;
            case "damaged": File.WriteAllText(Directory.EnumerateFiles(_data, "*.json", SearchOption.AllDirectories).Single(), "{"); break;
            case "forgotten": Notes().Forget(_type); break;
            default: File.Delete(_type.Executables[0]); break;
        }

        Assert.Null(new ProbeNotes(options, ort, time).Recall(type));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static BrowserCapability Capability() =>
        new() { Browser = "chrome", Version = "Chromium 1", Backends = [new(Backends.WebGpu, true, "swiftshader", true, null), new(Backends.WebNn, false, null, null, "none")] };

    private void Keep() => Notes().Keep(_type, new(Capability(), Software: false, Answered: true, null));

    private ProbeNotes Notes() => new(_options, "1.27.0", TimeProvider.System);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

using System.Text.Json;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Execution;

namespace OrleansBridge.Browsers.Probing;

/// <summary>
/// What probes found, kept in the data folder: a silo that starts again with the same executables, flags and ONNX Runtime since the
/// same boot of the machine need not find it out again.
/// </summary>
internal sealed class ProbeNotes(BrowserEngineOptions options, string ortVersion, TimeProvider time)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.DataFolder), "probed");

    /// <summary>What is known of a type; null when nothing is, or something has changed since.</summary>
    public ProbedBrowser? Recall(BrowserTypeOptions type)
    {
        try
        {
            var note = JsonSerializer.Deserialize<Note>(File.ReadAllBytes(FileOf(type)));
            var age = time.GetUtcNow() - note!.At;
            return age >= TimeSpan.Zero && age < options.ProbeValidity && note.Facts == FactsOf(type) ? new(note.Capability, note.Software, Answered: true, null) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or BrowserSetupException)
        {
            return null;
        }
    }

    /// <summary>Keeps what was found, where it may be recalled.</summary>
    public void Keep(BrowserTypeOptions type, ProbedBrowser found)
    {
        try
        {
            if (FactsOf(type) is not { } facts)
            {
                return;
            }

            Directory.CreateDirectory(_folder);
            string draft = $"{FileOf(type)}.{Guid.NewGuid():n}";
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(new Note(facts, time.GetUtcNow(), found.Capability, found.Software)));
            File.Move(draft, FileOf(type), overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or BrowserSetupException)
        {
            // The next start probes again.
        }
    }

    /// <summary>Has the next start probe the type again.</summary>
    public void Forget(BrowserTypeOptions type)
    {
        try
        {
            File.Delete(FileOf(type));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It ends with its validity.
        }
    }

    private string FileOf(BrowserTypeOptions type) => Path.Combine(_folder, $"{type.Name}.json");

    /// <summary>All that a probe's outcome depends on, as text; null where that cannot be told.</summary>
    private string? FactsOf(BrowserTypeOptions type)
    {
        const string Boot = "/proc/sys/kernel/random/boot_id";
        // The native engine's package may change under the same node, and its probe is quick.
        if (type.Engine == BrowserEngineKind.Native || !File.Exists(Boot))
        {
            return null;
        }

        var executable = new FileInfo(BrowserExecutable.Find(type, options).Path);
        var file = executable.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? executable;
        return JsonSerializer.Serialize(new
        {
            Format = 1,
            Type = type,
            file.FullName,
            file.Length,
            file.LastWriteTimeUtc,
            ortVersion,
            options.Adapter,
            options.Headless,
            options.Threads,
            Graphics = GraphicsDevices.Here,
            Boot = File.ReadAllText(Boot).Trim(),
        });
    }

    private sealed record Note(string Facts, DateTimeOffset At, BrowserCapability Capability, bool Software);
}

using System.Text.Json;
using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Execution;

/// <summary>What the page said of one run.</summary>
internal sealed class PageReport(Frame frame)
{
    private readonly JsonElement _header = frame.Header;

    /// <summary>Null when the run gave outputs.</summary>
    public string? Error => Text("error");

    /// <summary>How far it came: <c>fetch</c>, <c>create</c>, <c>run</c>, <c>done</c>.</summary>
    public string Stage => Text("stage") ?? "fetch";

    public string? DeviceLost => Text("deviceLost");

    public double? FetchMs => Number("fetchMs");

    public double? CreateMs => Number("createMs");

    public double? FirstRunMs => Number("firstRunMs");

    public double? HeapMb => Number("heapBytes") / 1e6;

    public IReadOnlyList<double> RunMs => _header.TryGetProperty("runMs", out var runs) ? [.. runs.EnumerateArray().Select(r => r.GetDouble())] : [];

    public IReadOnlyList<string> ConsoleErrors =>
        _header.TryGetProperty("consoleErrors", out var lines) ? [.. lines.EnumerateArray().Select(l => l.GetString()!)] : [];

    public string? Adapter => AdapterPart("name") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;

    public bool? AdapterFallback => AdapterPart("fallback") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null;

    public Frame Frame => frame;

    /// <summary>One list of output descriptions for each data set.</summary>
    public IReadOnlyList<JsonElement> Sets => [.. _header.GetProperty("sets").EnumerateArray()];

    private JsonElement? AdapterPart(string name) =>
        _header.TryGetProperty("adapter", out var adapter) && adapter.ValueKind == JsonValueKind.Object && adapter.TryGetProperty(name, out var part) ? part : null;

    private string? Text(string name) => _header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private double? Number(string name) => _header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}

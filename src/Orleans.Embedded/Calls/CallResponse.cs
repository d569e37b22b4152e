namespace Orleans.Embedded;

/// <summary>The answer to one call: a result or an exception.</summary>
internal sealed class CallResponse
{
    public object? Result { get; set; }

    public Exception? Exception { get; set; }

    /// <summary>What participants send back; they copy what must not be shared.</summary>
    public Dictionary<string, object?>? Headers { get; set; }

    public void SetHeader(string key, object? value) => (Headers ??= [])[key] = value;

    public object? GetHeader(string key) => Headers?.GetValueOrDefault(key);

    public static CallResponse Of(object? result) => new() { Result = result };

    public static CallResponse Failed(Exception exception) => new() { Exception = exception };
}

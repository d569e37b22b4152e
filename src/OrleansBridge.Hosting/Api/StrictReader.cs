using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using OrleansBridge.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Hosting.Api;

/// <summary>Reads what people send. A wrong field or value becomes one error that names the field and says what was expected.</summary>
internal static partial class StrictReader
{
    private static readonly JsonSerializerOptions Options = new(BridgeJson.Strict) { RespectNullableAnnotations = true };

    internal static (T? Value, RequirementError? Error) Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) is { } value
                ? (value, null)
                : (null, new RequirementError("", "is null; expected a JSON object"));
        }
        catch (JsonException e)
        {
            return (null, Explain(typeof(T), e));
        }
    }

    private static RequirementError Explain(Type type, JsonException e)
    {
        var field = (e.Path ?? "$").TrimStart('$').TrimStart('.');
        if (MissingFields().Match(e.Message) is { Success: true } missing)
        {
            return new RequirementError(Join(field, missing.Groups[1].Value), "is missing");
        }

        if (UnknownField().Match(e.Message) is { Success: true } unknown)
        {
            var parent = Resolve(type, ParentOf(field, unknown.Groups[1].Value));
            return new RequirementError(Join(ParentOf(field, unknown.Groups[1].Value), unknown.Groups[1].Value), $"is not a field; expected one of {string.Join(", ", Names(parent))}");
        }

        if (NullRefused().Match(e.Message) is { Success: true } refused)
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(refused.Groups[1].Value);
            return new RequirementError(field.EndsWith(name, StringComparison.Ordinal) ? field : Join(field, name), "is null; give a value or leave the field out");
        }

        return new RequirementError(field, $"has a wrong value; expected {Expected(Resolve(type, field))}");
    }

    private static string ParentOf(string field, string name) =>
        field == name ? "" : field.EndsWith("." + name, StringComparison.Ordinal) ? field[..^(name.Length + 1)] : field;

    private static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    /// <summary>The type a path such as <c>browser_requirements.excluded[0]</c> leads to, or null.</summary>
    private static Type? Resolve(Type type, string path)
    {
        Type? at = type;
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            at = at is null ? null : Options.GetTypeInfo(at) switch
            {
                { Kind: JsonTypeInfoKind.Object } o => o.Properties.FirstOrDefault(p => p.Name == step)?.PropertyType,
                { ElementType: { } element } => element,
                _ => null,
            };
        }

        return at is null ? null : Nullable.GetUnderlyingType(at) ?? at;
    }

    private static IEnumerable<string> Names(Type? type) => type is null ? [] : Options.GetTypeInfo(type).Properties.Select(p => p.Name);

    private static string Expected(Type? type) => type switch
    {
        null => "another value",
        { IsEnum: true } => string.Join(", ", Enum.GetValues(type).Cast<object>().Select(v => JsonSerializer.Serialize(v, type, Options).Trim('"'))),
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(string) => "text",
        _ when Options.GetTypeInfo(type).Kind is JsonTypeInfoKind.Enumerable => "a list",
        _ => "an object",
    };

    [GeneratedRegex("missing required properties including: '([^']+)'")]
    private static partial Regex MissingFields();

    [GeneratedRegex("The JSON property '([^']+)' could not be mapped")]
    private static partial Regex UnknownField();

    [GeneratedRegex("(?:property or field|constructor parameter) '([^']+)' on type .* doesn't allow (?:setting )?null")]
    private static partial Regex NullRefused();
}

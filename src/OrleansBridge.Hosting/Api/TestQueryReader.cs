using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansBridge.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Hosting.Api;

/// <summary>Reads <c>?status=&amp;label=KEY=VALUE&amp;prefix=&amp;limit=&amp;cursor=</c>.</summary>
internal static class TestQueryReader
{
    private const int LargestPage = 10_000;

    internal static (TestQuery Query, RequirementError? Error) Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(k => k is not ("status" or "label" or "prefix" or "limit" or "cursor")) is { } unknown)
        {
            return Bad(unknown, "is not known; expected status, label, prefix, limit or cursor");
        }

        TestStatus? status = null;
        if (Text(query, "status") is { } name)
        {
            if (Array.Find(Enum.GetValues<TestStatus>(), s => Name(s) == name) is var found && Name(found) != name)
            {
                return Bad("status", $"is '{name}'; expected {string.Join(", ", Enum.GetValues<TestStatus>().Select(Name))}");
            }

            status = found;
        }

        var labels = new Dictionary<string, string>();
        foreach (var label in query["label"])
        {
            if (label?.Split('=', 2) is not [var key, var value])
            {
                return Bad("label", $"is '{label}'; expected KEY=VALUE");
            }

            labels[key] = value;
        }

        var limit = 100;
        if (Text(query, "limit") is { } number && (!int.TryParse(number, out limit) || limit is < 1 or > LargestPage))
        {
            return Bad("limit", $"is '{number}'; expected 1 to {LargestPage}");
        }

        return (new TestQuery { Status = status, Prefix = Text(query, "prefix"), Labels = labels, Limit = limit, Cursor = Text(query, "cursor") }, null);
    }

    private static (TestQuery, RequirementError?) Bad(string field, string problem) => (new TestQuery(), new RequirementError(field, problem));

    private static string? Text(IQueryCollection query, string key) => query[key].ToString() is { Length: > 0 } text ? text : null;

    private static string Name(TestStatus status) => JsonSerializer.Serialize(status, BridgeJson.Options).Trim('"');
}

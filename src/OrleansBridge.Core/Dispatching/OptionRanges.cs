using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Dispatching;

/// <summary>Checks options against the ranges they are declared with.</summary>
internal static class OptionRanges
{
    /// <summary>Range attributes are shared and convert their limits when they are first asked: two dispatchers made at the same time would meet there.</summary>
    private static readonly Lock s_gate = new();

    public static IEnumerable<string> Problems(string name, object options)
    {
        var problems = new List<ValidationResult>();
        lock (s_gate)
        {
            Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        }

        return problems.Select(p => $"{name}.{string.Join(", ", p.MemberNames)}: {p.ErrorMessage}");
    }
}

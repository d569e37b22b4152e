using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Dispatching;

/// <summary>Checks options against the ranges they are declared with.</summary>
internal static class OptionRanges
{
    public static IEnumerable<string> Problems(string name, object options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems.Select(p => $"{name}.{string.Join(", ", p.MemberNames)}: {p.ErrorMessage}");
    }
}

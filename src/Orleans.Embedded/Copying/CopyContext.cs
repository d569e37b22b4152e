namespace Orleans.Embedded;

/// <summary>One copy under way: keeps shared and cyclic references as they are.</summary>
internal sealed class CopyContext(Copier copier, CallRuntime? destination)
{
    private Dictionary<object, object>? _copies;

    /// <summary>Who will use the copy's grain references; null when any silo may.</summary>
    public CallRuntime? Destination => destination;

    public object? Copy(object? value)
    {
        if (value is null)
        {
            return null;
        }

        var copy = copier.CopierOf(value.GetType());
        return copy is null ? value : _copies?.GetValueOrDefault(value) ?? copy(value, this);
    }

    public void Record(object original, object copy)
    {
        if (!original.GetType().IsValueType)
        {
            (_copies ??= new(ReferenceEqualityComparer.Instance))[original] = copy;
        }
    }
}

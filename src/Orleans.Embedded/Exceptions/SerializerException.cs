namespace Orleans.Serialization;

/// <summary>A value that cannot travel.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    public SerializerException(string message)
        : base(message)
    {
    }

    public SerializerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

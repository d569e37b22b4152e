namespace OrleansBridge.Onnx.Models;

/// <summary>A model, its data or the reference to it is at fault. The message is one line for the person who gave it.</summary>
public sealed class ModelException(string message) : Exception(message);

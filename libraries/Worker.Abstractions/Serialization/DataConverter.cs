namespace Landfall.Worker;

/// <summary>Turns inputs, outputs, events and custom status into text and back. Null stands for no text.</summary>
public abstract class DataConverter
{
    public abstract string? Serialize(object? value);

    public abstract object? Deserialize(string? data, Type targetType);

    public virtual T? Deserialize<T>(string? data) => (T?)Deserialize(data, typeof(T));
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Worker;

/// <summary>JSON: camelCase, enums as strings, nulls omitted.</summary>
public sealed class JsonDataConverter(JsonSerializerOptions? options = null) : DataConverter
{
    public static JsonDataConverter Default { get; } = new();

    /// <summary>What <see cref="Default"/> uses. Copy it to add converters.</summary>
    public static JsonSerializerOptions DefaultOptions { get; } = CreateDefaultOptions();

    private readonly JsonSerializerOptions? _options = options;

    private JsonSerializerOptions Options => _options ?? DefaultOptions;

    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public override object? Deserialize(string? data, Type targetType) =>
        string.IsNullOrEmpty(data) ? null : JsonSerializer.Deserialize(data, targetType, Options);

    public override T? Deserialize<T>(string? data)
        where T : default =>
        string.IsNullOrEmpty(data) ? default : JsonSerializer.Deserialize<T>(data, Options);

    private static JsonSerializerOptions CreateDefaultOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

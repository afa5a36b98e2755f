using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Contracts;

/// <summary>How records are written on every wire and in every blob.</summary>
public static class ContractsJson
{
    /// <summary>camelCase, enums as words, nulls left out. Frozen: shared by all.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
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

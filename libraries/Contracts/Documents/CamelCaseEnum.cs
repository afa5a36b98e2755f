using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Enums in documents are camel-case words; a number is refused.</summary>
public sealed class CamelCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, false)
    where TEnum : struct, Enum;

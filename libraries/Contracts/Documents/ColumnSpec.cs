using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What one column must hold.</summary>
public sealed record ColumnSpec(
    [Field("Its name.", MaxLength = 200)]
    string Name,
    [Field("Its type.")]
    ColumnType Type,
    [Field("Whether values may be missing.")]
    bool Nullable = false,
    [Field("The least value of a number.")]
    double? Min = null,
    [Field("The greatest value of a number.")]
    double? Max = null,
    [Field("The only values allowed.", Range = "0..10000")]
    IReadOnlyList<string>? Domain = null,
    [Field("What every text must match as a whole.", Format = FieldFormat.Regex, MaxLength = 500)]
    string? Regex = null,
    [Field("Whether no value occurs twice.")]
    bool Unique = false,
    [Field("Free words, for example 'personal'.", Range = "0..20")]
    IReadOnlyList<string>? Tags = null)
{
    /// <summary>The tag of a column of which no value may stand in a report, a profile or a message.</summary>
    public const string Personal = "personal";

    /// <summary>Whether it is tagged so.</summary>
    [JsonIgnore]
    public bool IsPersonal => Tags.Contains(Personal);

    /// <summary>The only values allowed; empty means any.</summary>
    public IReadOnlyList<string> Domain { get; init; } = Domain ?? [];

    /// <summary>Free words.</summary>
    public IReadOnlyList<string> Tags { get; init; } = Tags ?? [];
}

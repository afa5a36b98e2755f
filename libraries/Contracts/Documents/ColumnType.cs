using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>The types a column can have.</summary>
[JsonConverter(typeof(CamelCaseEnum<ColumnType>))]
public enum ColumnType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A floating point or decimal number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A moment.</summary>
    Timestamp,
}

using Landfall.Contracts.Documents;

namespace Landfall.DuckDb.Tables;

/// <summary>A column as it is loaded: its name in the files and one of the six types.</summary>
/// <param name="IsPersonal">The contract tags it so: no value of it may stand in a report, a profile or a message.</param>
public sealed record DataColumn(string Name, ColumnType Type, bool IsPersonal = false)
{
    public string Quoted => Sql.Name(Name);

    public bool IsNumber => Type is ColumnType.Integer or ColumnType.Number;

    public bool IsTime => Type is ColumnType.Date or ColumnType.Timestamp;

    /// <summary>The word that documents and spec.json use.</summary>
    public string TypeWord => Type.ToString().ToLowerInvariant();

    public string SqlType => Type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Number => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => "VARCHAR",
    };

    /// <summary>Whole numbers above 64 bits become numbers; what is none of the six types becomes its text.</summary>
    public static ColumnType TypeOf(string duckDb) => duckDb switch
    {
        "BOOLEAN" => ColumnType.Boolean,
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => ColumnType.Integer,
        "UBIGINT" or "HUGEINT" or "UHUGEINT" or "FLOAT" or "DOUBLE" => ColumnType.Number,
        "DATE" => ColumnType.Date,
        _ when duckDb.StartsWith("DECIMAL", StringComparison.Ordinal) => ColumnType.Number,
        _ when duckDb.StartsWith("TIMESTAMP", StringComparison.Ordinal) => ColumnType.Timestamp,
        _ => ColumnType.String,
    };

    /// <summary>Whether values of the one type are values of the other without loss of meaning.</summary>
    public static bool Fits(ColumnType found, ColumnType wanted) =>
        found == wanted
        || (found == ColumnType.Integer && wanted == ColumnType.Number)
        || (found == ColumnType.Date && wanted == ColumnType.Timestamp);
}

using Landfall.Contracts.Documents;

namespace Landfall.DuckDb.Tables;

/// <summary>How files of one kind are read, known by the end of their names.</summary>
public static class FileForm
{
    public const string Known = ".parquet, .csv, .jsonl or .ndjson, the last three also with .gz";

    private static readonly Dictionary<string, DataFormat> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        [".parquet"] = DataFormat.Parquet,
        [".csv"] = DataFormat.Csv,
        [".csv.gz"] = DataFormat.Csv,
        [".jsonl"] = DataFormat.Jsonl,
        [".jsonl.gz"] = DataFormat.Jsonl,
        [".ndjson"] = DataFormat.Jsonl,
        [".ndjson.gz"] = DataFormat.Jsonl,
    };

    /// <summary>The known ending of a name, lower case; <c>.unknown</c> for every other.</summary>
    public static string ExtensionOf(string name) =>
        Forms.Keys.FirstOrDefault(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ?? ".unknown";

    public static DataFormat? Of(LandedFile file) =>
        Forms.TryGetValue(ExtensionOf(file.Name), out var form) ? form : null;

    /// <summary>The table function that reads these files.</summary>
    public static string Reader(DataFormat form, IEnumerable<LandedFile> files)
    {
        var paths = Sql.List(files.Select(file => file.Path));
        return form switch
        {
            DataFormat.Parquet => $"read_parquet({paths}, union_by_name = true)",
            DataFormat.Csv => $"read_csv({paths}, union_by_name = true, header = true, sample_size = -1)",
            _ => $"read_json({paths}, format = 'newline_delimited', union_by_name = true, sample_size = -1)",
        };
    }
}

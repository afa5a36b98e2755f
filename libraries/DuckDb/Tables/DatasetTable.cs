using System.Text.RegularExpressions;
using Landfall.Contracts.Documents;

namespace Landfall.DuckDb.Tables;

/// <summary>The files of a dataset as one table of the workbench.</summary>
/// <param name="Problem">Why they could not be read; the table does not exist then.</param>
public sealed partial record DatasetTable(string Name, IReadOnlyList<DataColumn> Columns, long Rows, string? Problem)
{
    /// <summary>By column: the table of its values and how often each occurs, where somebody has counted them.</summary>
    internal Dictionary<string, string> Counted { get; } = new(StringComparer.Ordinal);

    public DataColumn? Find(string column) =>
        Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase));

    /// <summary>Damaged or strange files are a finding about the data, not an error of the run.</summary>
    public static DatasetTable Load(
        Workbench bench, string table, IReadOnlyList<LandedFile> files, DataContract? contract, CancellationToken cancel)
    {
        if (files.FirstOrDefault(file => FileForm.Of(file) is null) is { } unknown)
            return Unreadable(table, $"{unknown.Name} has an unknown ending; expected {FileForm.Known}");

        try
        {
            var source = Source(files);
            var isGuessed = files.All(file => FileForm.Of(file) != DataFormat.Parquet);
            var columns = bench.Rows($"DESCRIBE SELECT * FROM ({source})", cancel)
                .Select(row => new DataColumn((string)row[0]!, DataColumn.TypeOf((string)row[1]!)))
                .Select(found => Declared(found, contract, isGuessed))
                .ToList();
            var cast = columns.Select(c => $"CAST({c.Quoted} AS {c.SqlType}) AS {c.Quoted}");
            bench.Run($"CREATE TABLE {Sql.Name(table)} AS SELECT {string.Join(", ", cast)} FROM ({source})", cancel);
            return new(table, columns, bench.Count($"SELECT count(*) FROM {Sql.Name(table)}", cancel), null);
        }
        catch (QueryFailure failure)
        {
            var blame = Blame(bench, files, failure, cancel);
            var isPersonal = contract?.Spec.Columns.Any(column => column.IsPersonal) == true;
            return Unreadable(table, isPersonal ? Quoted().Replace(blame, "'…'") : blame);
        }
    }

    /// <summary>What a message quotes from a file may be somebody's name.</summary>
    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    private static DatasetTable Unreadable(string table, string problem) => new(table, [], 0, problem);

    private static string Source(IReadOnlyList<LandedFile> files) => string.Join(
        " UNION ALL BY NAME ",
        files.GroupBy(file => FileForm.Of(file)!.Value)
            .Select(group => $"SELECT * FROM {FileForm.Reader(group.Key, group)}"));

    /// <summary>Parquet says its types; elsewhere they are guessed from the values, and the contract knows better.</summary>
    private static DataColumn Declared(DataColumn found, DataContract? contract, bool isGuessed)
    {
        var wanted = contract?.Spec.Columns.FirstOrDefault(c => c.Name == found.Name);
        var known = found with { IsPersonal = wanted?.IsPersonal == true };
        return wanted?.Type is { } type && (DataColumn.Fits(found.Type, type) || (isGuessed && type == ColumnType.String))
            ? known with { Type = type }
            : known;
    }

    /// <summary>Finds the file that cannot be read by itself, so that someone can mend it.</summary>
    private static string Blame(
        Workbench bench, IReadOnlyList<LandedFile> files, QueryFailure all, CancellationToken cancel)
    {
        if (files is [var only])
            return $"{only.Name} cannot be read: {Named(all.Message, files)}";

        foreach (var file in files)
        {
            try
            {
                bench.Rows($"SELECT max(hash(COLUMNS(*))) FROM ({Source([file])})", cancel);
            }
            catch (QueryFailure failure)
            {
                return $"{file.Name} cannot be read: {Named(failure.Message, [file])}";
            }
        }

        return $"the files cannot be read together: {Named(all.Message, files)}";
    }

    private static string Named(string message, IReadOnlyList<LandedFile> files)
    {
        foreach (var file in files)
            message = message.Replace(file.Path, file.Name, StringComparison.Ordinal)
                .Replace(Path.Combine("newest", Path.GetFileName(file.Path)), file.Name, StringComparison.Ordinal);
        return message;
    }
}

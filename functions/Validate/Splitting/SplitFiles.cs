using System.Security.Cryptography;
using System.Text.Json;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Splitting;

/// <summary>The files of a split, on the disk. The same rows give the same bytes.</summary>
internal sealed record SplitFiles(
    FileManifest Train, string TrainFolder, long TrainRows, FileManifest Holdout, string HoldoutFolder, long HoldoutRows,
    string Labels, string LabelsDigest)
{
    private const string SpecFile = "spec.json";
    private const string FeaturesFile = "features.csv";
    private const string BehaviourFile = "behaviour.csv";

    public static SplitFiles Write(
        Workbench bench, DatasetTable table, Holdout holdout, Run run, PipelineSpec spec, string folder, CancellationToken cancel)
    {
        var (train, test) = (Path.Combine(folder, "train"), Path.Combine(folder, "holdout"));
        Directory.CreateDirectory(Path.Combine(train, "train"));
        Directory.CreateDirectory(test);
        var label = holdout.Label;
        var features = table.Columns.Where(c => !label.Sources.Contains(c.Name)).ToList();
        var names = Sql.Names(features.Select(c => c.Name));
        var labelAs = $"{Sql.Name(Splitting.Holdout.LabelName)} AS {Sql.Name(label.Name)}";

        var (end, options) = Form(spec.Train.Format);
        var part = $"train/part-0.{end}";
        var comma = features.Count > 0 ? ", " : "";
        var rows = bench.Run(
            $"COPY (SELECT {names}{comma}{labelAs} FROM (SELECT *, 0 AS \"landfall:part\", rowid AS \"landfall:at\" FROM older "
            + "UNION ALL BY NAME SELECT *, 1 AS \"landfall:part\", rowid AS \"landfall:at\" FROM kept "
            + "WHERE rowid NOT IN (SELECT id FROM held)) ORDER BY \"landfall:part\", \"landfall:at\") "
            + $"TO {Sql.Text(Path.Combine(train, part))} ({options})", cancel);
        bench.Run(
            $"COPY (SELECT row{comma}{names} FROM asked ORDER BY asked.row) TO "
            + $"{Sql.Text(Path.Combine(test, FeaturesFile))} (FORMAT csv, HEADER)", cancel);
        string[] asked = [FeaturesFile, SpecFile];
        if (BehaviourRows.Of(table, label).Query(spec.Evaluate.Behaviours) is { } behaviour)
        {
            bench.Run($"COPY ({behaviour}) TO {Sql.Text(Path.Combine(test, BehaviourFile))} (FORMAT csv, HEADER)", cancel);
            asked = [FeaturesFile, SpecFile, BehaviourFile];
        }

        var labels = Path.Combine(folder, "labels.parquet");
        var beside = Sql.Names(table.Columns.Select(c => c.Name).Where(name => !EvaluationColumns.IsTaken(name)));
        bench.Run(
            $"COPY (SELECT row, {Sql.Name(Splitting.Holdout.LabelName)} AS label{(beside.Length > 0 ? ", " : "")}{beside} "
            + $"FROM asked ORDER BY asked.row) TO {Sql.Text(labels)} (FORMAT parquet, COMPRESSION zstd)", cancel);

        WriteSpec(train, Spec(run, spec, table, label, spec.Train.Format, part));
        WriteSpec(test, Spec(run, spec, table, label, DataFormat.Csv, FeaturesFile));
        return new(
            Manifest(train, [part, SpecFile]), train, rows, Manifest(test, asked), test,
            holdout.Evaluated, labels, $"{ContentDigest.Prefix}{Hash(labels)}");
    }

    public static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static (string End, string Options) Form(DataFormat format) => format switch
    {
        DataFormat.Csv => ("csv", "FORMAT csv, HEADER"),
        DataFormat.Jsonl => ("jsonl", "FORMAT json"),
        _ => ("parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"),
    };

    private static InputSpec Spec(
        Run run, PipelineSpec spec, DatasetTable table, LabelColumn label, DataFormat format, string file) => new(
        run.Id, run.Pipeline, spec.Evaluate.Task.ToString().ToLowerInvariant(), format.ToString().ToLowerInvariant(),
        new(label.Name),
        [
            .. table.Columns
                .Where(c => !string.Equals(c.Name, label.Name, StringComparison.OrdinalIgnoreCase))
                .Select(c => new InputColumn(c.Name, c.TypeWord, label.Sources.Contains(c.Name) ? "ignored" : "feature")),
            new InputColumn(label.Name, label.Type.ToString().ToLowerInvariant(), "label"),
        ],
        [file]);

    private static void WriteSpec(string folder, InputSpec spec) => File.WriteAllBytes(
        Path.Combine(folder, SpecFile), JsonSerializer.SerializeToUtf8Bytes(spec, AgentJson.Default.InputSpec));

    private static FileManifest Manifest(string folder, string[] names) =>
        new([.. names.Order(StringComparer.Ordinal).Select(name => Entry(folder, name))]);

    private static FileEntry Entry(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return new(name, new FileInfo(path).Length, Hash(path));
    }
}

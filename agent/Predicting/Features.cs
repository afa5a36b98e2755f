using System.Globalization;
using System.Text.Json.Nodes;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Predicting;

/// <summary>Rows held out, as a server is asked about them: one named tensor per feature column.</summary>
internal sealed class Features
{
    private readonly List<string> rows;
    private readonly List<FeatureColumn> columns;

    private Features(List<string> rows, List<FeatureColumn> columns) => (this.rows, this.columns) = (rows, columns);

    public int Count => rows.Count;

    public string Row(int index) => rows[index];

    /// <param name="csv">With a header; the first column is the row's id.</param>
    public static Features Read(string csv, InputSpec spec)
    {
        using var reader = new StreamReader(csv);
        var header = CsvLine.Split(reader.ReadLine() ?? throw Bad(csv, "it is empty"));
        if (header is not ["row", ..])
            throw Bad(csv, "its first column must be 'row'");

        var types = spec.Columns.Where(column => column.Role == "feature").ToDictionary(column => column.Name, column => column.Type);
        var columns = header.Skip(1).Select(name => new FeatureColumn(
            name, types.GetValueOrDefault(name) ?? throw Bad(csv, $"column '{name}' is no feature of spec.json"))).ToList();

        var rows = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            var values = CsvLine.Split(line);
            if (values.Count != header.Count)
                throw Bad(csv, $"line {rows.Count + 2} has {values.Count} values, expected {header.Count}");

            rows.Add(values[0]);
            for (var i = 0; i < columns.Count; i++)
                columns[i].Values.Add(values[i + 1]);
        }

        return new(rows, columns);
    }

    /// <summary>An Open Inference Protocol v2 request for some rows.</summary>
    public string Request(int from, int count)
    {
        var inputs = new JsonArray();
        foreach (var column in columns)
            inputs.Add((JsonNode)column.Tensor(from, count));
        return new JsonObject { ["id"] = $"{from}", ["inputs"] = inputs }.ToJsonString();
    }

    private static AgentFailure Bad(string csv, string why) => new(ExitCode.Refused, $"{csv} cannot be used: {why}");
}

/// <param name="Type">A type of spec.json.</param>
internal sealed record FeatureColumn(string Name, string Type)
{
    public List<string> Values { get; } = [];

    public JsonObject Tensor(int from, int count)
    {
        var data = new JsonArray();
        for (var i = from; i < from + count; i++)
            data.Add(Value(Values[i]));
        return new JsonObject
        {
            ["name"] = Name,
            ["shape"] = new JsonArray((JsonNode)count),
            ["datatype"] = DataType,
            ["data"] = data,
        };
    }

    private string DataType => Type switch { "integer" => "INT64", "number" => "FP64", "boolean" => "BOOL", _ => "BYTES" };

    /// <summary>What is empty is null: a server must know what it does without a value.</summary>
    private JsonNode? Value(string text) => text.Length == 0 ? null : Type switch
    {
        "integer" => JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture)),
        "number" => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
        "boolean" => JsonValue.Create(text is "1" or "true" or "TRUE" or "True"),
        _ => JsonValue.Create(text),
    };
}

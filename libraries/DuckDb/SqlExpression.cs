using System.Text.Json;

namespace Landfall.DuckDb;

/// <summary>
/// One SQL expression from a document, looked at with DuckDB's own parser before it is ever computed: a single value
/// over columns, without a query of its own. What is refused can therefore not be disguised by clever quoting.
/// </summary>
/// <param name="Text">As written.</param>
/// <param name="Columns">The columns it names, as written; case does not matter to SQL.</param>
public sealed record SqlExpression(string Text, IReadOnlyList<string> Columns)
{
    /// <returns>The expression, or what is wrong with it.</returns>
    public static (SqlExpression? Expression, string? Problem) Read(Workbench bench, string text, CancellationToken cancel)
    {
        if (text.Contains(';', StringComparison.Ordinal))
            return (null, "it contains ';'; expected one expression");
        if (text.Contains("--", StringComparison.Ordinal) || text.Contains("/*", StringComparison.Ordinal))
            return (null, "it contains a comment; expected one expression without comments");

        var json = (string?)bench.Row($"SELECT CAST(json_serialize_sql({Sql.Text($"SELECT ({text})")}) AS VARCHAR)", cancel)[0];
        using var tree = JsonDocument.Parse(json!);
        var root = tree.RootElement;
        if (root.GetProperty("error").GetBoolean())
            return (null, $"it is not SQL: {root.GetProperty("error_message").GetString()}");

        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() != 1)
            return (null, "it is more than one statement; expected one expression");

        var node = statements[0].GetProperty("node");
        if (!IsBare(node))
            return (null, "it is a query; expected one expression over the columns");

        var columns = new List<string>();
        var problem = Walk(node.GetProperty("select_list")[0], columns);
        return problem is null ? (new(text, [.. columns.Distinct(StringComparer.OrdinalIgnoreCase)]), null) : (null, problem);
    }

    private static bool IsBare(JsonElement node) =>
        node.GetProperty("type").GetString() == "SELECT_NODE"
        && node.GetProperty("select_list").GetArrayLength() == 1
        && node.GetProperty("from_table").GetProperty("type").GetString() == "EMPTY"
        && IsAbsent(node, "where_clause") && IsAbsent(node, "having") && IsAbsent(node, "qualify")
        && node.GetProperty("modifiers").GetArrayLength() == 0
        && node.GetProperty("group_expressions").GetArrayLength() == 0;

    private static bool IsAbsent(JsonElement node, string name) =>
        !node.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private static string? Walk(JsonElement element, List<string> columns)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(item => Walk(item, columns)).FirstOrDefault(problem => problem is not null);
        if (element.ValueKind != JsonValueKind.Object)
            return null;

        if (element.TryGetProperty("class", out var kind))
        {
            switch (kind.GetString())
            {
                case "SUBQUERY":
                    return "it contains a query; expected one expression over the columns";
                case "STAR":
                    return "it contains '*'; name the columns it needs";
                case "COLUMN_REF":
                    columns.Add(element.GetProperty("column_names").EnumerateArray().Last().GetString()!);
                    return null;
            }
        }

        return element.EnumerateObject().Select(field => Walk(field.Value, columns))
            .FirstOrDefault(problem => problem is not null);
    }
}

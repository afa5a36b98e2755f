using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Inference;

/// <summary>A form that texts often have, and the pattern that says it.</summary>
/// <param name="Words">For people, after "every value is".</param>
internal sealed record TextForm(string Words, string Regex, bool IsPersonal = false)
{
    /// <summary>The narrowest first. Lengths are counted, not guessed.</summary>
    private static readonly TextForm[] Known =
    [
        new("an e-mail address", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", IsPersonal: true),
        new("a UUID", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        new("a phone number", "\\+[0-9][0-9 ()/.-]{6,}", IsPersonal: true),
        new("digits", "[0-9]+"),
        new("capital letters", "[A-Z]+"),
        new("capital letters and digits", "[A-Z0-9]+"),
    ];

    /// <returns>Null when the values share none of the forms.</returns>
    public static TextForm? Shared(Workbench bench, DatasetTable table, DataColumn column, CancellationToken cancel)
    {
        var counts = string.Join(", ", Known.Select(
            form => $"count(*) FILTER (WHERE regexp_full_match({column.Quoted}, {Sql.Text(form.Regex)}))"));
        var row = bench.Row(
            $"SELECT count({column.Quoted}), min(length({column.Quoted})), max(length({column.Quoted})), {counts} "
            + $"FROM {Sql.Name(table.Name)}", cancel);
        var present = Convert.ToInt64(row[0]);
        var index = Enumerable.Range(0, Known.Length).FirstOrDefault(i => Convert.ToInt64(row[i + 3]) == present, -1);
        if (index < 0 || present == 0)
            return null;

        var (least, most) = (Convert.ToInt64(row[1]), Convert.ToInt64(row[2]));
        var form = Known[index];
        return form.Regex.EndsWith("]+", StringComparison.Ordinal) && form.Regex.StartsWith('[') && !form.IsPersonal
            ? least == most
                ? form with { Words = $"{least} {form.Words}", Regex = $"{form.Regex[..^1]}{{{least}}}" }
                : form
            : form;
    }
}

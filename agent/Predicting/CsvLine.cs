using System.Text;

namespace Landfall.Agent.Predicting;

/// <summary>One line of RFC 4180 CSV without line breaks inside values, as the platform writes it.</summary>
internal static class CsvLine
{
    public static List<string> Split(string line)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                value.Append(line[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
                value.Append(c);
        }

        values.Add(value.ToString());
        return values;
    }

    /// <summary>A value as it stands in a line; a line break in it becomes a space.</summary>
    public static string Value(string text) => text.AsSpan().ContainsAny(",\"\n\r")
        ? $"\"{text.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}

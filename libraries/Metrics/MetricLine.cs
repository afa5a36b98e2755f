using System.Text;

namespace Landfall.Metrics;

/// <summary>The labels of one line of Prometheus' text format.</summary>
internal static class MetricLine
{
    /// <param name="from">The first character after the opening brace.</param>
    /// <param name="end">The first character after the closing one.</param>
    /// <exception cref="FormatException">It is no such line.</exception>
    public static IReadOnlyDictionary<string, string> Labels(string line, int from, out int end)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (end = from; end < line.Length && line[end] != '}';)
        {
            var equals = line.IndexOf("=\"", end, StringComparison.Ordinal);
            if (equals < 0)
                throw Bad(line);

            var name = line[end..equals].Trim(',', ' ');
            end = equals + 2;
            labels[name] = Value(line, ref end);
        }

        return end++ < line.Length ? labels : throw Bad(line);
    }

    private static string Value(string line, ref int at)
    {
        var value = new StringBuilder();
        for (; at < line.Length; at++)
        {
            if (line[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (line[at] == '\\' && ++at < line.Length)
                value.Append(line[at] == 'n' ? '\n' : line[at]);
            else if (at < line.Length)
                value.Append(line[at]);
        }

        throw Bad(line);
    }

    private static FormatException Bad(string line) =>
        new($"'{(line.Length <= 200 ? line : line[..200])}' is no line of metrics; expected name{{label=\"value\"}} number");
}

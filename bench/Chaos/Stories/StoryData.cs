using System.Globalization;
using System.Text;
using Landfall.Harness;

namespace Landfall.Bench.Chaos.Stories;

/// <summary>The data of a story, as CSV.</summary>
internal static class StoryData
{
    private const int Rows = 600;

    public static string Of(PlannedRun run) => run.Story switch
    {
        Story.WeakModel => Csv("x,kind,y", row => $"{X(row, run):0.0000},{Kind(row)},{(row * 7919 + run.DataSeed) % 97 % 2}"),
        Story.Quarantine => Csv("x,kind", row => $"{X(row, run):0.0000},{Kind(row)}"),
        _ => Toys.Rows(run.DataSeed),
    };

    private static double X(int row, PlannedRun run) => (row * 7 + run.DataSeed) % Rows / (double)Rows;

    private static char Kind(int row) => row % 3 == 0 ? 'a' : 'b';

    private static string Csv(string header, Func<int, FormattableString> line)
    {
        var csv = new StringBuilder(header).Append('\n');
        for (var row = 0; row < Rows; row++)
            csv.Append(line(row).ToString(CultureInfo.InvariantCulture)).Append('\n');
        return csv.ToString();
    }
}

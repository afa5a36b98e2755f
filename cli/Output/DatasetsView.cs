using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>Closed datasets as a table; marks are shown where there are any.</summary>
internal static class DatasetsView
{
    public static void Write(CliHost host, IReadOnlyList<DatasetRow> datasets, bool json)
    {
        if (json)
            host.Line(JsonSerializer.Serialize(datasets, ContractsJson.Options));
        else if (datasets.Count == 0)
            host.Line("No such dataset was closed.");
        else if (datasets.All(dataset => dataset.Tainted is null))
            Rows.Write(host, ["dataset", "#files", "#bytes", "closed", "digest"], datasets.Select(Cells));
        else
        {
            Rows.Write(
                host, ["dataset", "#files", "#bytes", "closed", "digest", "tainted"],
                datasets.Select(dataset => (string[])[.. Cells(dataset), dataset.Tainted ?? ""]));
        }
    }

    private static string[] Cells(DatasetRow dataset) =>
    [
        dataset.Name, dataset.Files.ToString(CultureInfo.InvariantCulture), dataset.Bytes.ToString(CultureInfo.InvariantCulture),
        $"{dataset.ClosedAt:u}", dataset.Digest,
    ];
}

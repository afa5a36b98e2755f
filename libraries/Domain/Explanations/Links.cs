using System.Globalization;

namespace Landfall.Domain.Explanations;

/// <summary>Where the evidence of a run is shown.</summary>
internal static class Links
{
    public static EvidenceLink Run(string run) => new("run", Page(run));

    public static EvidenceLink Entry(string run, RecordEntry entry) => new(
        string.Create(CultureInfo.InvariantCulture, $"record, entry {entry.Sequence}: {entry.Fact.What}"),
        string.Create(CultureInfo.InvariantCulture, $"{Page(run)}#entry-{entry.Sequence}"));

    public static EvidenceLink Record(string run) => new("record, whole", $"api/runs/{run}/record");

    public static EvidenceLink DataReport(string run) => new("data report", $"{Page(run)}/data-report");

    public static EvidenceLink Gates(string run) => new("gates and metrics", $"{Page(run)}#gates");

    private static string Page(string run) => $"api/console/runs/{run}";
}

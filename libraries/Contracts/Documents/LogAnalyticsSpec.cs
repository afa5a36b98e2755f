using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>A Log Analytics workspace, asked in the Kusto query language.</summary>
public sealed record LogAnalyticsSpec(
    [Field("The workspace's id (a GUID, shown as Workspace ID).", MaxLength = 36)]
    string Workspace,
    [Field("How old the newest rows may be when they can be read.", Range = "0s..1h")]
    TimeSpan? Lag = null,
    [Field("The address of the query API, where it is not the public cloud's.", Format = FieldFormat.Url)]
    string? Api = null)
{
    /// <summary>Five minutes unless written: rows usually arrive after two to three.</summary>
    [JsonIgnore]
    public TimeSpan Delay => Lag ?? TimeSpan.FromMinutes(5);
}

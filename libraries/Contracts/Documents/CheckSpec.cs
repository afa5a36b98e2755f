using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>A check by a system outside, of the signed version, before people are asked.</summary>
public sealed record CheckSpec(
    [Field("Its name; no two of a pipeline are the same.", Format = FieldFormat.Name, MaxLength = 40)]
    string Name,
    [Field("Who is asked, and how.")]
    CheckKind Kind,
    [Field("The name of the secret: the setting Checks__Secrets__name of the Approve app. A token of GitHub or Azure DevOps, "
        + "or whsec_… of a webhook.", MaxLength = 127)]
    string Secret,
    [Field("How long it may take, from its start to its answer.", Range = "1m..30d")]
    TimeSpan Timeout,
    [Field("Whether the run needs it: its failure ends the run. Otherwise it is only shown.")]
    bool Required = true,
    [Field("What becomes of a required check that was cancelled, could not be started, or gave no answer in time.")]
    CheckSilence OnTimeout = CheckSilence.Ask,
    [Field("With github owner/name, with azurePipelines organization/project.", MaxLength = 200)]
    string? Repository = null,
    [Field("With github the name of the workflow's file, with azurePipelines the number of the pipeline.", MaxLength = 200)]
    string? Workflow = null,
    [Field("The branch or tag whose workflow runs.", MaxLength = 200)]
    string Ref = "main",
    [Field("Texts for the workflow, by name; it gets landfall and landfall_callback as well.")]
    IReadOnlyDictionary<string, string>? Inputs = null,
    [Field("With webhook where it is posted, over https; with the others the address of the API, where it is not the usual one.",
        Format = FieldFormat.Url)]
    string? Url = null)
{
    /// <summary>What the author gives to the workflow; empty when nothing was written.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Given => Inputs ?? new Dictionary<string, string>();
}

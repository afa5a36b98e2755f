namespace Landfall.Contracts.Documents;

/// <summary>How the candidate is trained.</summary>
public sealed record TrainSpec(
    [Field("The trainer's image; a tag is resolved to a digest when the document is applied.",
        Format = FieldFormat.Image)]
    string Image,
    [Field("How the training part is handed to the trainer.")]
    DataFormat Format,
    [Field("What one attempt may use.")]
    ResourceSpec Resources,
    [Field("How long one attempt may take.", Range = "1m..30d")]
    TimeSpan Deadline,
    [Field("How often an attempt is repeated for reasons outside the trainer.")]
    RetrySpec Retry,
    [Field("What all attempts together may use.")]
    BudgetSpec Budget,
    [Field("Secrets handed to the trainer as environment variables.", Range = "0..50")]
    IReadOnlyList<SecretReference>? Secrets = null,
    [Field("Environment variables handed to the trainer.")]
    IReadOnlyDictionary<string, string>? Env = null)
{
    /// <summary>Secrets handed to the trainer; empty when none were written.</summary>
    public IReadOnlyList<SecretReference> Secrets { get; init; } = Secrets ?? [];

    /// <summary>Environment variables; empty when none were written.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = Env ?? new Dictionary<string, string>();
}

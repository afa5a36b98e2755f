namespace Landfall.Contracts.Documents;

/// <summary>What landed data must satisfy before anything is trained on it.</summary>
public sealed record ValidateSpec(
    [Field("How far the new data may drift.")]
    DriftSpec Drift,
    [Field("What happens to data that fails.")]
    ValidationFailure OnFailure,
    [Field("How long failed data waits for a person.")]
    QuarantineSpec Quarantine,
    [Field("The file name of the DataContract document; without it only what the profile shows is judged.",
        Format = FieldFormat.Path)]
    string? Contract = null);

namespace Landfall.Contracts.Documents;

/// <summary>One row with a known answer.</summary>
public sealed record CaseSpec(
    [Field("The row, by column; a column that is left out is missing.", Format = FieldFormat.Literal)]
    IReadOnlyDictionary<string, string> Given,
    [Field("The answer.")]
    ExpectSpec Expect);

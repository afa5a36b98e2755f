namespace Landfall.Contracts.Documents;

/// <summary>What one column becomes.</summary>
[ExactlyOne("oneOf", "add", "times")]
public sealed record ChangeSpec(
    [Field("Each of these values in turn, in a copy of the row each.", Range = "1..10",
        Format = FieldFormat.Literal, MaxLength = 200)]
    IReadOnlyList<string>? OneOf = null,
    [Field("Its value and this; only for numbers.", Range = "-1000000000..1000000000")]
    double? Add = null,
    [Field("Its value times this; only for numbers.", Range = "-1000000..1000000")]
    double? Times = null);

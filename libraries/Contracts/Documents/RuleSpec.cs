namespace Landfall.Contracts.Documents;

/// <summary>A condition every row should satisfy.</summary>
public sealed record RuleSpec(
    [Field("Its name in reports.", MaxLength = 60)]
    string Name,
    [Field("A SQL condition that is true for a good row.")]
    string Sql,
    [Field("What happens when more rows break it than maxShare; 'drop' leaves out those that do.")]
    RuleAction Action = RuleAction.Fail,
    [Field("The share of rows that may break it.", Range = "0..1")]
    double MaxShare = 0);

namespace Landfall.Domain.Evaluation.Behaviour;

public enum ChangeKind { Set, Add, Times, Remove }

/// <summary>What one column of a copied row becomes.</summary>
/// <param name="Text">The value to set; empty otherwise.</param>
/// <param name="Number">What is added or multiplied with; 0 otherwise.</param>
public sealed record ColumnChange(string Column, ChangeKind Kind, string Text = "", double Number = 0);

/// <summary>One copy of a row; without changes it is the row itself.</summary>
public sealed record RowCopy(IReadOnlyList<ColumnChange> Changes);

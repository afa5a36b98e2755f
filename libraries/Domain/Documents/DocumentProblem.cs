namespace Landfall.Domain.Documents;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="Path">Where in the document: <c>spec.rollout.steps[2].weight</c>; empty for the whole text.</param>
/// <param name="Line">The line, from 1; 0 when the value came from a preset.</param>
/// <param name="Column">The column, from 1; 0 when the value came from a preset.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Expected">What would be right.</param>
/// <param name="Hint">What to do next; may be empty.</param>
public sealed record DocumentProblem(
    string Path, int Line, int Column, string Message, string Expected, string Hint);

namespace Landfall.Domain.Documents.Reading;

/// <summary>A problem found in a record; the reader adds the place in the text.</summary>
internal sealed record Finding(string Path, string Message, string Expected, string Hint = "");

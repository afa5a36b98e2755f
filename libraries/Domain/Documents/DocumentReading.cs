using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>What came of reading a text: a document, or everything that is wrong with it.</summary>
/// <param name="Document">The effective document; null when there are problems.</param>
/// <param name="Problems">All problems in the order of the text; empty when the document is good.</param>
public sealed record DocumentReading(IDocument? Document, IReadOnlyList<DocumentProblem> Problems)
{
    /// <summary>Whether the document can be used.</summary>
    public bool IsValid => Document is not null;
}

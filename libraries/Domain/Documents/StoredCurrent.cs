using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>Which version of a document is current, with the etag for the next change.</summary>
public sealed record StoredCurrent(CurrentDocument Current, string Etag);

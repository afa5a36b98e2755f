namespace Landfall.Contracts.Documents;

/// <summary>What every document has.</summary>
public interface IDocument
{
    /// <summary><see cref="DocumentKinds.ApiVersion"/>.</summary>
    string ApiVersion { get; }

    /// <summary>One of <see cref="DocumentKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Name, owner and labels.</summary>
    DocumentMetadata Metadata { get; }
}

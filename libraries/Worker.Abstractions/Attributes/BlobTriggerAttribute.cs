namespace Landfall.Worker;

/// <summary>The function runs when a blob appears.</summary>
/// <param name="blobPath"><c>container/{name}</c>; each token can be taken as a parameter of that name.</param>
public sealed class BlobTriggerAttribute(string blobPath) : TriggerAttribute
{
    public string BlobPath { get; } = blobPath;

    /// <summary>The name of the setting that holds the connection.</summary>
    public string? Connection { get; set; }

    public BlobTriggerSource Source { get; set; }
}

namespace Landfall.Worker;

/// <summary>How a blob trigger learns of new blobs.</summary>
public enum BlobTriggerSource
{
    LogsAndContainerScan = 0,
    EventGrid = 1,
}

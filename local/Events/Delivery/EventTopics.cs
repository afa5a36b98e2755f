namespace Landfall.Local.Events;

/// <summary>The resource names that stand in an event's `topic`.</summary>
public static class EventTopics
{
    /// <summary>The topic of the storage account.</summary>
    public const string Storage = "storage";

    private const string Group =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers";

    internal static string ResourceOf(string topic) => topic == Storage
        ? $"{Group}/Microsoft.Storage/storageAccounts/{AzuriteAccount.Name}"
        : $"{Group}/Microsoft.EventGrid/topics/{topic}";
}

namespace Landfall.Worker;

/// <summary>The function takes messages from a storage queue.</summary>
public sealed class QueueTriggerAttribute(string queueName) : TriggerAttribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The name of the setting that holds the connection.</summary>
    public string? Connection { get; set; }
}

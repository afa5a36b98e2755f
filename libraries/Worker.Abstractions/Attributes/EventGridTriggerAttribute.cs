namespace Landfall.Worker;

/// <summary>The function takes events of an Event Grid subscription.</summary>
public sealed class EventGridTriggerAttribute : TriggerAttribute
{
    /// <summary>Whether the parameter takes all events of one delivery at once.</summary>
    public bool IsBatched { get; set; }
}

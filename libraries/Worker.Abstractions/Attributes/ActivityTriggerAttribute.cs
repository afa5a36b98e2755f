namespace Landfall.Worker;

/// <summary>The parameter is the input of an activity.</summary>
public sealed class ActivityTriggerAttribute : TriggerAttribute
{
    /// <summary>The activity's name, where it differs from the function's.</summary>
    public string? Activity { get; set; }
}

namespace Landfall.Worker;

/// <summary>The parameter is the <see cref="TaskOrchestrationContext"/> of an orchestrator.</summary>
public sealed class OrchestrationTriggerAttribute : TriggerAttribute
{
    /// <summary>The orchestration's name, where it differs from the function's.</summary>
    public string? Orchestration { get; set; }
}

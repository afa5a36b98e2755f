namespace Landfall.Worker;

/// <summary>Who called a sub-orchestration.</summary>
public sealed record ParentOrchestrationInstance(TaskName Name, string InstanceId);

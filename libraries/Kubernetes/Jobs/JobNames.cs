using Landfall.Domain.Experiments;

namespace Landfall.Kubernetes.Jobs;

/// <summary>Names that follow from run, role and attempt alone, so that applying twice makes one.</summary>
public static class JobNames
{
    public const string RunLabel = "landfall.dev/run";
    public const string PipelineLabel = "landfall.dev/pipeline";
    public const string RoleLabel = "landfall.dev/role";

    /// <summary><c>true</c> on what an experiment made; nothing else has it.</summary>
    public const string ExperimentLabel = "landfall.dev/experiment";

    /// <summary>Kueue's own: a Job with it waits, suspended, until the queue admits it.</summary>
    public const string QueueLabel = "kueue.x-k8s.io/queue-name";

    /// <summary>Selects every Job that Landfall made.</summary>
    internal const string Ours = $"{Owner}=landfall,{RunLabel}";

    private const string Owner = "app.kubernetes.io/managed-by";

    /// <summary><c>{run}-t1</c>. A run's id has 52 characters at most, so this stays below the 63 of a label.</summary>
    /// <exception cref="ArgumentException">Unknown role.</exception>
    public static string Job(JobAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var letter = attempt.Request.Role switch
        {
            "train" => 't',
            "candidate" => 'c',
            "champion" => 'h',
            var other => throw new ArgumentException($"'{other}' is no role; expected train, candidate or champion"),
        };
        return $"{attempt.Request.Run.Id}-{letter}{attempt.Number}";
    }

    /// <summary>The Secret that holds the Job's links to storage.</summary>
    public static string Links(string job) => $"{job}-links";

    internal static Dictionary<string, string> Labels(JobRequest request)
    {
        var labels = new Dictionary<string, string>
        {
            [RunLabel] = request.Run.Id,
            [PipelineLabel] = request.Run.Pipeline,
            [RoleLabel] = request.Role,
            [Owner] = "landfall",
        };
        if (Experiment.Is(request.Run))
            labels[ExperimentLabel] = "true";
        return labels;
    }
}

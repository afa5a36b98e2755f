namespace Landfall.Kubernetes.Jobs;

/// <summary>Names that follow from run, role and attempt alone, so that applying twice makes one.</summary>
public static class JobNames
{
    public const string RunLabel = "landfall.dev/run";
    public const string PipelineLabel = "landfall.dev/pipeline";
    public const string RoleLabel = "landfall.dev/role";

    /// <summary>Selects every Job that Landfall made.</summary>
    internal const string Ours = $"{Owner}=landfall,{RunLabel}";

    private const string Owner = "app.kubernetes.io/managed-by";

    /// <summary><c>{run}-t1</c>. A run's id has 49 characters at most, so this stays below the 63 of a label.</summary>
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

    internal static Dictionary<string, string> Labels(JobRequest request) => new()
    {
        [RunLabel] = request.Run.Id,
        [PipelineLabel] = request.Run.Pipeline,
        [RoleLabel] = request.Role,
        [Owner] = "landfall",
    };
}

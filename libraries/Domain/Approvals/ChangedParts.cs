using Landfall.Contracts.Documents;

namespace Landfall.Domain.Approvals;

/// <summary>What else than the data is another thing than it was for the champion: what a person has to know before trusting a comparison.</summary>
public static class ChangedParts
{
    /// <param name="contract">Digest of the contract that the run pins; null where it has none.</param>
    /// <param name="before">The pipeline that made the champion.</param>
    public static IReadOnlyList<ChangedPart> Of(PipelineSpec now, string? contract, PipelineSpec before, string? contractBefore)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        (ChangedPart Part, bool IsOther)[] parts =
        [
            (ChangedPart.Label, (now.Label.Name, now.Label.Expr) != (before.Label.Name, before.Label.Expr)),
            (ChangedPart.Contract, contract != contractBefore),
            (ChangedPart.TrainerImage, now.Train.Image != before.Train.Image),
            (ChangedPart.TrainerSettings, !Same(now.Train.Env, before.Train.Env)),
            (ChangedPart.ServerSettings, !Same(now.Serve.Env, before.Serve.Env)),
        ];
        return [.. parts.Where(part => part.IsOther).Select(part => part.Part)];
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

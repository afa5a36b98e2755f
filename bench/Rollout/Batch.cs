namespace Landfall.Bench.Rollout;

/// <summary>What both versions answered in one batch, and at which step.</summary>
internal readonly record struct Batch(int Step, long Champion, long ChampionBad, long Candidate, long CandidateBad);

/// <summary>A rule that may be asked after every batch whether the candidate does harm.</summary>
internal interface IRule
{
    /// <summary>True once it calls harm; it is not asked again after that.</summary>
    bool Harm(Batch batch);
}

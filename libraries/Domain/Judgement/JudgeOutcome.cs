namespace Landfall.Domain.Judgement;

/// <summary>What one judge says at one look.</summary>
public enum JudgeOutcome
{
    /// <summary>There is data, and it shows neither harm nor safety.</summary>
    Undecided,

    /// <summary>Safety is shown and harm is not.</summary>
    Safe,

    /// <summary>Harm is shown. It stays shown: evidence may shrink later, the decision does not.</summary>
    Harm,

    /// <summary>No data, old data, or no number. Neither health nor harm.</summary>
    Unknown,
}

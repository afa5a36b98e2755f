using Landfall.Contracts;

namespace Landfall.Bench.Chaos.Stories;

internal enum Story
{
    /// <summary>Good data, a good model, a yes: all traffic in the end.</summary>
    Promote,

    /// <summary>Labels that do not follow from the data: the model fails its gate.</summary>
    WeakModel,

    /// <summary>Data without its label waits in quarantine, and nobody comes.</summary>
    Quarantine,

    /// <summary>A person says no.</summary>
    SaidNo,

    /// <summary>The trainer ends with an error of its own.</summary>
    BadTrainer,

    /// <summary>A person cancels while others are asked.</summary>
    Cancel,

    /// <summary>Its trainer is held until newer data has landed; that data is the next story of its pipeline.</summary>
    Overtaken,

    /// <summary>A model that serves well until live requests come of a kind that no holdout row is of.</summary>
    HarmLive,
}

/// <summary>What a story must leave behind, whatever was killed meanwhile.</summary>
/// <param name="Trains">The trainer ran: one Job per attempt, one attempt more for each that was killed.</param>
/// <param name="Evaluates">The candidate was evaluated on the holdout.</param>
/// <param name="Versions">Registered for the run.</param>
/// <param name="Promotions">Moves of the alias that the run made.</param>
/// <param name="Messages">To people, about the run: one person is asked.</param>
internal sealed record Outcome(
    Verdict Verdict, bool Trains, bool Evaluates, int Versions, int Promotions, int Messages)
{
    public static Outcome Of(Story story) => story switch
    {
        Story.Promote => new(Verdict.Promoted, true, true, Versions: 1, Promotions: 1, Messages: 1),
        Story.WeakModel => new(Verdict.Rejected, true, true, Versions: 0, Promotions: 0, Messages: 0),
        Story.Quarantine => new(Verdict.Rejected, false, false, Versions: 0, Promotions: 0, Messages: 1),
        Story.SaidNo => new(Verdict.Rejected, true, true, Versions: 1, Promotions: 0, Messages: 1),
        Story.BadTrainer => new(Verdict.Failed, true, false, Versions: 0, Promotions: 0, Messages: 0),
        Story.Cancel => new(Verdict.Cancelled, true, true, Versions: 1, Promotions: 0, Messages: 1),
        Story.Overtaken => new(Verdict.Superseded, true, false, Versions: 0, Promotions: 0, Messages: 0),
        Story.HarmLive => new(Verdict.RolledBack, true, true, Versions: 1, Promotions: 0, Messages: 1),
        _ => throw new ArgumentOutOfRangeException(nameof(story), story, "has no outcome"),
    };
}

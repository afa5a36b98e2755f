using System.Text.Json;

namespace Landfall.Domain.Rollout;

/// <summary>What a rollout writes into the record. More traffic is recorded before it flows, less traffic after.</summary>
internal static class RolloutFacts
{
    public static RecordFact Intent(RolloutState state, DateTimeOffset now) => new(
        state.Request.Run.Id, KeyOf(state), "traffic", "rollout", now,
        $"{state.Request.Candidate} goes to {state.Current.Name}: {state.Explanation}",
        Inputs(state), Facts(state));

    /// <summary>That people were asked about a step; their answer stands with the move that follows from it.</summary>
    public static RecordFact Asked(RolloutState state, DateTimeOffset now)
    {
        var (pending, plan) = (state.Pending!, state.Request.Asking!.Plan);
        return new(
            state.Request.Run.Id, $"asked-{pending.ApprovalId}", "asked", "rollout", now,
            $"asked {string.Join(", ", plan.By)} for {plan.Quorum} before {state.Request.Candidate} goes to "
            + $"{state.Steps[pending.To].Name}: {pending.Reason}",
            Inputs(state), Facts(state));
    }

    /// <summary>One entry per step, and one more for each weight that a person sets in it.</summary>
    private static string KeyOf(RolloutState state) => state.HandWeight is null && state.Held is null
        ? $"traffic-{state.Step}"
        : $"traffic-{state.Step}-{(state.RecordLast == true ? state.Fence! : state.Fence!.Next())}"
            + (state.Held is { } held ? $"-{held}" : "");

    public static RecordFact Return(RolloutState state, DateTimeOffset now) => new(
        state.Request.Run.Id, "traffic-back", "traffic", "rollout", now,
        state.Request.Champion is { } champion
            ? $"all traffic is with {champion}: {state.Verdict!.Reason}"
            : $"no version has traffic: {state.Verdict!.Reason}",
        Inputs(state), Facts(state));

    public static MoveAliasRequest Promotion(RolloutState state) => new(
        "champion", state.Request.Candidate, state.Request.Champion?.Number, state.Request.Run.Id, state.Explanation);

    private static Dictionary<string, string> Inputs(RolloutState state)
    {
        var inputs = new Dictionary<string, string> { ["candidate"] = state.Request.Candidate.Digest };
        if (state.Request.Champion is { } champion)
            inputs["champion"] = champion.Digest;
        return inputs;
    }

    private static JsonElement Facts(RolloutState state) => JsonSerializer.SerializeToElement(
        new
        {
            step = state.Current.Name,
            weight = state.Current.Weight,
            looks = state.Look,
            last = state.Last,
            approval = state.Granted,
        },
        ContractsJson.Options);
}

using Landfall.Contracts;
using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Tests.Approvals;

/// <summary>A question that was asked of three people, and logs that bring it to each of its states.</summary>
internal static class Questions
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ApprovalQuestion Ask(int quorum = 2)
    {
        var digest = ContentDigest.Of("x"u8);
        var run = new Run(
            "flights-0123456789ab", "flights", new(digest, "march", "m.json", 1, 1), new(digest, digest, digest), new("data"), 1,
            Noon);
        var request = new ApprovalRequest(
            "flights-0123456789ab-approval", run, new("flights", 7, digest, "s", digest), null,
            new(EvaluationOutcome.Pass, "good", [], [], [], "evaluation.json", digest),
            new(ApprovalWhen.Always, quorum, ["ml-leads"], null, TimeSpan.FromDays(3)), "rows");
        return new(request, new(request.Id, Noon, Noon.AddDays(3), digest, ["ana", "bo", "cem"]));
    }

    public static ApprovalEntry Entry(int sequence, ApprovalEntryKind kind, string by = "ana", string? comment = null) =>
        new(sequence, kind, by, Noon.AddMinutes(sequence), comment, "link", $"key-{sequence}");

    /// <summary>The shortest log that ends in the state, with a quorum of two; pending has one approval, ana's.</summary>
    public static IReadOnlyList<ApprovalEntry> LogOf(ApprovalState state) => state switch
    {
        ApprovalState.Pending => [Entry(1, ApprovalEntryKind.Approve)],
        ApprovalState.Approved => [Entry(1, ApprovalEntryKind.Approve), Entry(2, ApprovalEntryKind.Approve, "bo")],
        ApprovalState.Rejected => [Entry(1, ApprovalEntryKind.Reject)],
        ApprovalState.Expired => [Entry(1, ApprovalEntryKind.Expire, "landfall")],
        ApprovalState.Superseded => [Entry(1, ApprovalEntryKind.Supersede, "landfall")],
        ApprovalState.Void => [Entry(1, ApprovalEntryKind.Void, "landfall")],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "unknown state"),
    };

    public static TheoryData<ApprovalState, ApprovalEntryKind> Pairs()
    {
        var pairs = new TheoryData<ApprovalState, ApprovalEntryKind>();
        foreach (var state in Enum.GetValues<ApprovalState>())
        {
            foreach (var kind in Enum.GetValues<ApprovalEntryKind>())
                pairs.Add(state, kind);
        }

        return pairs;
    }
}

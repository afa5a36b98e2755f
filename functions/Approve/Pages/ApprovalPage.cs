using Landfall.Domain.Approvals;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>What one person sees of an approval: what changes, what speaks for and against it, and what they may do.</summary>
/// <param name="Token">The person's link.</param>
/// <param name="FormToken">Proves that a form came from this page.</param>
/// <param name="LongestComment">In characters.</param>
internal sealed record ApprovalPage(
    ApprovalQuestion Question, IReadOnlyList<ApprovalEntry> Log, string Person, string Token, string FormToken,
    int LongestComment, DateTimeOffset Now)
{
    private ApprovalRequest Request => Question.Request;

    public Page ToPage()
    {
        var view = ApprovalFold.Of(Question, Log);
        var own = Log.LastOrDefault(entry => string.Equals(entry.By, Person, StringComparison.OrdinalIgnoreCase));
        var open = view.State == ApprovalState.Pending && Now < Question.Ticket.ExpiresAt;
        return new($"Approve {Request.Version}?", Html.Of($"""
            <p class="state {(open ? "waiting" : "unknown")}">{(open ? "▲ waiting for people" : Ended(view))}</p>
            <h1>{Sentence()}</h1>
            {(own is null ? Html.Empty : Receipt(own))}
            {EvidenceView.Figures(Request)}
            {EvidenceView.Worse(Request)}
            <h2>Who decided</h2>
            <p>{view.Explanation}. Needed: {view.Quorum} of {string.Join(", ", Question.Ticket.Asked)}.</p>
            {DecisionsMade()}
            {(open ? Forms(own) : Html.Empty)}
            <p class="soft">Open until <time datetime="{Question.Ticket.ExpiresAt:O}">{Question.Ticket.ExpiresAt:yyyy-MM-dd HH:mm} UTC</time>. You are {Person}.</p>
            {EvidenceView.Details(Question)}
            """));
    }

    private string Sentence() => Request.Champion is { } champion
        ? $"{Request.Version.Model}: v{Request.Version.Number} would replace v{champion.Number} for everyone it serves, step by step."
        : $"{Request.Version.Model}: v{Request.Version.Number} would be the first version to serve anyone.";

    private static string Ended(ApprovalView view) => view.State switch
    {
        ApprovalState.Approved => "✓ approved",
        ApprovalState.Rejected => "✕ rejected",
        ApprovalState.Superseded => "✕ superseded by newer data",
        ApprovalState.Void => "✕ void: the evidence changed",
        _ => "✕ expired",
    };

    private Html Receipt(ApprovalEntry own) => Html.Of($"""
        <div class="note {(own.Kind == ApprovalEntryKind.Approve ? "good" : "waiting")}" role="status">
        <p><strong>Your decision is recorded: {own.Kind.ToString().ToLowerInvariant()}.</strong>
        Entry {own.Sequence}, <time datetime="{own.At:O}">{own.At:yyyy-MM-dd HH:mm:ss} UTC</time>.</p>
        <p class="digest">{Question.Ticket.EvidenceDigest}</p>
        </div>
        """);

    private Html DecisionsMade() => Log.Count == 0 ? Html.Empty : Html.Of($"<ul>{Html.Each(Log, entry => Html.Of($"""
        <li>{entry.By}: {entry.Kind.ToString().ToLowerInvariant()}, <time datetime="{entry.At:O}">{entry.At:yyyy-MM-dd HH:mm} UTC</time><br><span class="said">{entry.Comment}</span></li>
        """))}</ul>");

    private Html Forms(ApprovalEntry? own) => own?.Kind == ApprovalEntryKind.Approve
        ? Form(Html.Of($"""
            <p>You may withdraw until enough people have approved.</p>
            <button name="decision" value="withdraw">Withdraw my approval</button>
            """))
        : Form(Html.Of($"""
            <label for="comment">Comment, kept in the record</label>
            <textarea id="comment" name="comment" maxlength="{LongestComment}"></textarea>
            <div class="choices">
            <button class="approve" name="decision" value="approve">Approve</button>
            <button class="reject" name="decision" value="reject">Reject</button>
            </div>
            """));

    private Html Form(Html content) => Html.Of($"""
        <form method="post" action="{Question.Ticket.Id}" autocomplete="off">
        <input type="hidden" name="t" value="{Token}"><input type="hidden" name="form" value="{FormToken}">
        {content}
        </form>
        """);
}

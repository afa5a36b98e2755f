using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;
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
    /// <summary>Who could not be reached by any channel.</summary>
    public IReadOnlyList<Undelivered> Unreached { get; init; } = [];

    /// <summary>What two people let the run pass, or one of them asks for.</summary>
    public OverrideView? Override { get; init; }

    private ApprovalRequest Request => Question.Request;

    public Page ToPage()
    {
        var view = ApprovalFold.Of(Question, Log);
        var own = Log.LastOrDefault(entry => string.Equals(entry.By, Person, StringComparison.OrdinalIgnoreCase));
        var open = view.State == ApprovalState.Pending && Now < Question.Ticket.ExpiresAt;
        return new(Title(), Html.Of($"""
            <p class="verdict">{State(view, open)} <span class="soft">asked {PageTime.Ago(Question.Ticket.AskedAt, Now)}</span></p>
            <h1>{Sentence()}</h1>
            <p class="meta">{Question.Request.Run.Dataset.Name} · run {Question.Request.Run.Id} · you are <strong>{Person}</strong></p>
            {OverrideBanner.Of(Override)}
            {(own is null ? Html.Empty : Receipt(own))}
            {Html.When(open && own is null, () => Html.Of($"<p><a class=\"button\" href=\"#decide\">Decide ↓</a></p>"))}
            {StepView.Of(Request.Step)}
            {EvidenceView.Figures(Request)}
            {EvidenceView.Worse(Request)}
            {EvidenceView.Doubts(Request)}
            {ChecksView.Of(Request.Checks)}
            {RiskView.Of(Request.Risk)}
            <h2 id="decide">Who decided</h2>
            <p>{view.Explanation}. Needed: {view.Quorum} of {string.Join(", ", Question.Ticket.Asked)}.</p>
            {DecisionsMade()}
            {Html.When(Unreached.Count > 0, () => Html.Of($"<p class=\"note waiting\">Could not be reached: {string.Join(", ", Unreached.Select(one => one.Person))}.</p>"))}
            {(open ? Forms(own) : Html.Empty)}
            <p class="soft">{(open ? $"Open for {PageTime.Span(Question.Ticket.ExpiresAt - Now)}, until" : "It was open until")}
            {PageTime.Minute(Question.Ticket.ExpiresAt)}.</p>
            {EvidenceView.Details(Question)}
            """));
    }

    private string Title() => Request.Step is { } step ? $"Approve {Request.Version} at {step.To} %?" : $"Approve {Request.Version}?";

    private string Sentence() => Request.Step is { } step ? Step(step) : Request.Champion is { } champion
        ? $"{Request.Version.Model}: v{Request.Version.Number} would replace v{champion.Number} for everyone it serves, step by step."
        : $"{Request.Version.Model}: v{Request.Version.Number} would be the first version to serve anyone.";

    private string Step(StepQuestion step) =>
        $"{Request.Version.Model}: v{Request.Version.Number} would go from {step.From} % to {step.To} % of live traffic, "
        + (Request.Champion is { } champion ? $"beside v{champion.Number}." : "as the first version.");

    private Html State(ApprovalView view, bool open)
    {
        var (words, colour) = view.State switch
        {
            _ when open => ("▲ waiting for people", "waiting"),
            ApprovalState.Approved => ("✓ approved", "good"),
            ApprovalState.Rejected => ("✕ rejected", "bad"),
            ApprovalState.Superseded when Request.Step is not null => ("✕ over: the rollout went back", "unknown"),
            ApprovalState.Superseded => ("✕ superseded by newer data", "unknown"),
            ApprovalState.Void => ("✕ void: the evidence changed", "unknown"),
            _ => ("✕ expired", "unknown"),
        };
        return Html.Of($"<strong class=\"state {colour}\">{words}</strong>");
    }

    private Html Receipt(ApprovalEntry own) => Html.Of($"""
        <div class="note {(own.Kind == ApprovalEntryKind.Approve ? "good" : "waiting")}" role="status">
        <p><strong>Your decision is recorded: {own.Kind.ToString().ToLowerInvariant()}.</strong>
        Entry {own.Sequence} of its log, at {PageTime.Stamp(own.At)}, for the evidence {PageFigures.Digest(Question.Ticket.EvidenceDigest)}.</p>
        </div>
        """);

    private Html DecisionsMade() => Log.Count == 0 ? Html.Empty : Html.Of($"<ul>{Html.Each(Log, entry => Html.Of($"""
        <li><strong>{entry.By}</strong>: {entry.Kind.ToString().ToLowerInvariant()}, {PageTime.Minute(entry.At)}<br><span class="said">{entry.Comment}</span></li>
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

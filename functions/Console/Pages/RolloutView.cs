using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>How live traffic moved, what each step was judged by, and what every judge says now.</summary>
internal static class RolloutView
{
    public static Html Of(RunView view) =>
        view.Rollout is null && view.Traffic.Count == 0 ? Html.Empty : Html.Of($"""
            <section aria-labelledby="rollout">
            <h2 id="rollout">Rollout: <span class="candidate">{Name(view.Status.Version, "the candidate")}</span> against
            <span class="champion">{Name(view.Status.Champion, "no champion")}</span></h2>
            {Now(view)}
            {WeightPicture.Bar(Weight(view), view.Status.Champion is not null)}
            {JudgeView.Of(view)}
            {WeightPicture.OverTime(view.Traffic, view.Status.FinishedAt ?? view.Now)}
            {Steps(view)}
            </section>
            """);

    private static Html Now(RunView view) => view is { RolloutIsLive: true, Rollout: { } rollout }
        ? Html.Of($"""
            <p><strong>{rollout.StepName}</strong>, step {rollout.Step} of {rollout.Steps},
            {rollout.Phase.ToLowerInvariant()}{(rollout.Paused ? ", paused" : "")},
            {rollout.Samples:N0} observations of the candidate{Ends(rollout)}.</p>
            {Html.When(rollout is { Phase: "Looking", Samples: 0 }, NoTraffic)}
            {Html.When(rollout.ApprovalId is not null, () => Asked(rollout))}
            """)
        : Html.Empty;

    private static Html Ends(RolloutSummary rollout) =>
        rollout.EndsAt is { } at ? Html.Of($"; the step's time is over at {PageTime.Stamp(at)}") : Html.Empty;

    private static Html Asked(RolloutSummary rollout) => Html.Of($"""
        <p class="note waiting"><strong>Waiting for people.</strong> {Sentence(rollout.WaitsFor ?? rollout.Explanation)}. Each of them has a
        personal link, and decides there. The candidate keeps {rollout.Weight} % meanwhile and is judged; harm still leads back.</p>
        """);

    private static string Sentence(string text) => text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}";

    private static Html NoTraffic() => Html.Of($"""
        <p class="note waiting"><strong>No traffic seen.</strong> The candidate has answered no request in this step. While nobody
        asks the route, nothing can be judged, and the step waits for its samples.</p>
        """);

    private static int? Weight(RunView view) => view switch
    {
        { RolloutIsLive: true, Rollout: { } rollout } => rollout.Weight,
        { Status.Traffic: { } percent } => Math.Max(0, percent),
        { Traffic: [.., var last] } => last.Weight,
        _ => null,
    };

    private static Html Steps(RunView view) => view.Traffic.Count == 0 ? Html.Empty : Html.Of($"""
        <h3>Step by step</h3>
        <table class="cards"><thead><tr><th scope="col">UTC</th><th scope="col">Traffic</th><th scope="col" class="number">Samples</th>
        <th scope="col">Judges at its end</th><th scope="col">Why it ended</th></tr></thead><tbody>
        {Html.Each(view.TrafficSteps, Step)}</tbody></table>
        """);

    private static Html Step(TrafficStep step) => Html.Of($"""
        <tr><td data-label="UTC">{PageTime.Clock(step.From)}</td>
        <th scope="row" data-label="Traffic">{step.Name}</th>
        <td class="number" data-label="Samples">{(step.Look is { } look ? Html.Of($"{look.Samples:N0}") : Html.Text("–"))}</td>
        <td data-label="Judges at its end">{Html.Each(step.Look?.Readings ?? [], JudgeView.InShort)}</td>
        <td class="free" data-label="Why it ended">{step.Ended}</td></tr>
        """);

    private static string Name(ModelVersionRef? version, string none) => version is null ? none : $"v{version.Number}";
}

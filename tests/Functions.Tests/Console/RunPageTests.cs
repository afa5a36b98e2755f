using System.Xml.Linq;
using Landfall.Contracts;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Tests.Console;

public sealed class RunPageTests
{
    private static readonly ConsoleLinks Links = new("k&y");

    [Fact]
    public void A_promoted_run_says_so_first_and_shows_what_led_to_it()
    {
        var page = Markup(RunSamples.Promoted());

        InOrder(page, "✓ promoted", "no harm in 2,140 observations", "Run again", "<h2>Steps", "Rollout:", "Evidence");
        Assert.Contains("Champion 0 %, candidate 100 % of live traffic.", page, StringComparison.Ordinal);
        Assert.Contains("0.638 to 0.644", page, StringComparison.Ordinal);
        Assert.Contains("Gates: 1 of 2 passed", page, StringComparison.Ordinal);
        InOrder(page, "What the judges said last", "step all, 612 observations", "errors: ✓ safe", "0.2 % of 2,140, limit 5 %");
        Assert.Contains("4 entries, intact", page, StringComparison.Ordinal);
        Assert.Contains("/data-report?code=k%26y", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_shows_rows_that_violate_it_and_their_text_stays_text()
    {
        var run = RunSamples.WaitingForApproval();
        var gate = new GateSummary("behaviour: place", GateOutcome.Ask, "4 of 100 rows violate it", ["row 3, origin <b>A</b> → DEF: score 0.2 became 0.9"]);

        var page = Markup(run with { Evaluation = run.Evaluation! with { Gates = [gate] } });

        InOrder(page, "behaviour: place", "asks a person", "4 of 100 rows violate it", "row 3, origin &lt;b&gt;A&lt;/b&gt; → DEF");
    }

    [Theory]
    [InlineData(null, "● running (experiment)", true)]
    [InlineData(Verdict.Evaluated, "◇ evaluated (experiment)", false)]
    public void An_experiment_says_that_it_is_one_what_is_tried_and_that_nothing_comes_of_it(Verdict? verdict, string state, bool acts)
    {
        var view = RunSamples.View(RunSamples.Status([("evaluated", StepState.Done, "AUC 0.645")]), evaluation: RunSamples.Evaluation);
        var run = view.Status.Run with
        {
            Id = "flights-delay-exp0123456789ab",
            Trigger = new("experiment", "try-1"),
            Experiment = new("ada", "twice <the> rows", ["train.env.TRAIN_ROWS=400000"], "sha256:b"),
        };

        var page = Markup(view with { Status = view.Status with { Run = run, Verdict = verdict, Reason = "its gates failed: AUC 0.645" } });

        InOrder(
            page, state, "ada tries other settings: twice &lt;the&gt; rows.", "it is not registered", "train.env.TRAIN_ROWS=400000",
            "Gates: 1 of 2");
        Assert.Equal(acts, page.Contains("Cancel run", StringComparison.Ordinal));
        Assert.DoesNotContain("Run again", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_quarantine_says_for_what_and_since_when_it_waits_and_can_be_released()
    {
        var page = Markup(RunSamples.Quarantined());

        InOrder(page, "▲ in quarantine", "14 min</time> for a release from quarantine", "Release from quarantine");
        Assert.DoesNotContain("Rollout:", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_waits_for_approval_says_where_to_decide_and_shows_what_got_worse()
    {
        var page = Markup(RunSamples.WaitingForApproval());

        InOrder(page, "▲ waiting for approval", "1 of ml-leads", "personal link", "What got worse");
    }

    [Fact]
    public void A_run_that_waits_for_outside_checks_says_which_and_shows_what_came_back()
    {
        var view = RunSamples.WaitingForApproval();
        var run = view.Status with
        {
            Steps = [new("checked", StepState.Waiting)],
            WaitingFor = "outside checks: bias until 2026-03-01 14:00:00Z",
            Checks =
            [
                new("bias", true, null, "has not answered yet"),
                new("speed", false, CheckConclusion.Failure, "9 <b>ms</b>", "https://ci.example.com/7"),
            ],
        };

        var page = Markup(view with { Status = run });

        InOrder(
            page, "▲ waiting for outside checks", "bias until 2026-03-01", "Outside checks", "● waiting</span> bias",
            "✕ failed</span> speed, not required: 9 &lt;b&gt;ms&lt;/b&gt;", "ci.example.com");
    }

    [Fact]
    public void A_rollback_shows_the_reading_that_the_record_kept_after_the_hub_forgot()
    {
        var page = Markup(RunSamples.RolledBack());

        InOrder(page, "↩ rolled back", "slow: harm shown at 10 %", "What the judges said last", "✕ harm shown");
        Assert.Contains("evidence of harm 912, needs 40 · of safety 0.2, needs 20", page, StringComparison.Ordinal);
        Assert.Contains("Champion 100 %, candidate 0 % of live traffic.", page, StringComparison.Ordinal);
        Assert.Contains("↩ back", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_rollout_offers_its_controls_and_shows_what_nobody_knows_as_unknown()
    {
        var page = Markup(RunSamples.RollingOut());

        InOrder(page, "● running", "step 2 of 4", "Pause", "Abort", "next step now");
        Assert.Contains("gpu: ? unknown", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No traffic seen", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_step_of_traffic_shows_what_its_judges_said_and_what_ended_it()
    {
        var steps = RunSamples.RolledBack().TrafficSteps.ToList();

        Assert.Equal(["10 %", "↩ back"], steps.Select(step => step.Name));
        Assert.Equal(JudgeOutcome.Harm, Assert.Single(steps[0].Look!.Readings).Outcome);
        Assert.Null(steps[1].Look);
    }

    [Fact]
    public void Counts_are_drawn_with_their_intervals_and_the_limit()
    {
        var counted = RunSamples.Harm with { Figures = new(new(60, 612), new(11, 5411), 0.005) };
        var page = Markup(RunSamples.RollingOut(reading: counted));

        InOrder(page, "candidate</span>", "9.8 %", "of 612", "champion</span>", "0.2 %", "of 5,411", "limit</span>", "0.7 %", "0.5 points");
        Assert.Contains("class=\"candidate band\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_without_traffic_says_so() =>
        Assert.Contains("No traffic seen", Markup(RunSamples.RollingOut(samples: 0)), StringComparison.Ordinal);

    [Fact]
    public void Only_a_page_that_can_change_has_a_script()
    {
        Assert.Contains("data-live", Markup(RunSamples.RollingOut()), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Markup(RunSamples.Promoted()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_from_outside_is_shown_and_never_obeyed()
    {
        var run = RunSamples.Status([("landed", StepState.Done, "<b>3 files</b>")]) with
        {
            Verdict = Verdict.Rejected,
            Reason = "<script>alert(1)</script>",
        };

        var page = RunPage.Of(RunSamples.View(run), Links, person: "\"><i>").Markup;

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;3 files", page, StringComparison.Ordinal);
    }

    public static TheoryData<string> Moments => ["promoted", "quarantined", "approval", "back", "out", "paused"];

    [Theory]
    [MemberData(nameof(Moments))]
    public void Every_page_is_well_formed_and_names_each_id_once(string moment)
    {
        var body = RunPage.Of(At(moment), Links).Body.ToString();

        // Attributes without a value are HTML, not XML.
        var markup = XElement.Parse($"<main>{body.Replace(" required ", " ").Replace(" data-live>", ">")}</main>");

        var ids = markup.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(markup.Descendants().Attributes("style"));
        Assert.Single(markup.Descendants("h1"));
    }

    [Fact]
    public void Actions_fit_the_moment()
    {
        Assert.Equal([RunAction.Rerun], ActionForm.Fitting(RunSamples.Promoted()));
        Assert.Equal([RunAction.Release, RunAction.Refuse, RunAction.Cancel], ActionForm.Fitting(RunSamples.Quarantined()));
        Assert.Equal([RunAction.Cancel], ActionForm.Fitting(RunSamples.WaitingForApproval()));
        Assert.Contains(RunAction.Resume, ActionForm.Fitting(RunSamples.RollingOut(paused: true)));
    }

    private static RunView At(string moment) => moment switch
    {
        "promoted" => RunSamples.Promoted(),
        "quarantined" => RunSamples.Quarantined(),
        "approval" => RunSamples.WaitingForApproval(),
        "back" => RunSamples.RolledBack(),
        "out" => RunSamples.RollingOut(),
        _ => RunSamples.RollingOut(paused: true),
    };

    [Fact]
    public void A_step_that_people_are_asked_about_says_so_and_what_holds_meanwhile()
    {
        var page = Markup(RunSamples.AskingBeforeStep());

        InOrder(
            page, "Waits for: people are asked about the step 50 %", "Waiting for people.", "People are asked about the step 50 %: waiting for 1 of ml-leads.",
            "keeps 10 % meanwhile", "What the judges say");
    }

    private static string Markup(RunView view) => RunPage.Of(view, Links).Markup;

    private static void InOrder(string page, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = page.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' does not follow.");
            at = found + part.Length;
        }
    }
}

using Landfall.Contracts;
using Landfall.Domain.Explanations;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Registry;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Explanations;

public sealed class ExplanationTests
{
    /// <summary>The page in the docs is what the command prints for these runs, to the letter.</summary>
    [Fact]
    public void The_docs_show_what_the_command_prints()
    {
        var page = string.Concat(
            Part("A version that was promoted", Stories.Promoted()), Part("Data that nobody released", Stories.Quarantined()),
            Part("A version that was rolled back", Stories.RolledBack()), Part("A candidate that failed a gate", Stories.Refused()));

        DocumentCases.Holds("docs/reference/explain.md", $"""
            # landfall explain

            What `landfall explain RUN` prints, for four runs. A test makes this page from records as the orchestrations write them; the
            command prints the same from a platform's. `landfall explain MODEL` asks why the champion serves.

            {page.TrimEnd()}

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_promoted_version_is_explained_with_every_step_and_its_entry()
    {
        var text = Flat(ExplanationText.Of(Of(Stories.Promoted()), "http://console/"));

        Assert.StartsWith("Why was flights-delay v2 promoted?", text, StringComparison.Ordinal);
        Assert.Contains("in place of flights-delay v1: no harm in 12,084 observations", text, StringComparison.Ordinal);
        Assert.Contains("approved by ana: the slices look fine", text, StringComparison.Ordinal);
        Assert.Contains("2 of 2 gates passed", text, StringComparison.Ordinal);
        Assert.Contains("http://console/api/console/runs/flights-delay-3f9a1c2b4d5e#entry-7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollback_names_the_judge_and_its_numbers() => Assert.Contains(
        "Judge 'slow' showed harm, evidence 912.4 of 40 needed: Candidate 9.8 % of 612, champion 0.2 % of 5,411",
        Flat(ExplanationText.Of(Of(Stories.RolledBack()))), StringComparison.Ordinal);

    [Fact]
    public void A_check_that_failed_is_told_with_rows_that_show_it() => Assert.Contains(
        "Gate 'behaviour: carrier-name' failed: 61 of 500 rows violate it (12.2 %), above the limit 5 %. For example "
        + "row 4, carrier AA → DL: score 0.21 became 0.55; row 9, carrier AA → DL: score 0.4 became 0.61.",
        Flat(ExplanationText.Of(Of(Stories.Misbehaved()))), StringComparison.Ordinal);

    [Fact]
    public void A_rule_that_two_people_let_it_pass_is_told_among_what_people_decided()
    {
        const string Why = "freeze window 'audit' overridden by ana and bo until 2026-02-28 11:00:00Z: on fire";
        var (status, record) = Stories.Promoted();
        var used = OverrideFacts.Used(status.Run.Id, new(OverridableRule.Freeze, Why), "1.2-10", Stories.February);
        var overridden = record with { Entries = [.. record.Entries, RecordChain.Append(record.Entries[^1], used)] };

        Assert.Contains(
            "Freeze window 'audit' overridden by ana and bo until 2026-02-28 11:00:00Z: on fire.",
            RunExplanation.Of(status, overridden).Sentences.Where(sentence => sentence.Topic == ExplainedTopic.People).Select(told => told.Text));
    }

    [Fact]
    public void Where_else_a_version_is_shown_or_why_not_is_told_of_the_model()
    {
        var (status, record) = Stories.Shown();

        var told = RunExplanation.Of(status, record).Sentences.Where(sentence => sentence.Topic == ExplainedTopic.Model).Select(sentence => sentence.Text);

        Assert.Contains("Flights-delay v1 is shown in the Azure Machine Learning workspace ml.", told);
        Assert.Contains("Flights-delay v1 is registered and signed, and not shown elsewhere: 403 AuthorizationFailed.", told);
    }

    [Fact]
    public void A_version_that_an_outside_check_refused_is_explained_with_what_was_asked_and_answered()
    {
        var text = Flat(ExplanationText.Of(Of(Stories.Checked())));

        Assert.Contains(
            "Flights-delay v4 was refused by an outside check: the required check 'bias' failed: 3 of 12 groups (https://ci.example.com/7)", text, StringComparison.Ordinal);
        Assert.Contains("Outside check 'bias', required, was started: bias.yml of example/audits at main, GitHub.", text, StringComparison.Ordinal);
        Assert.Contains("Outside check 'bias' failed: 3 of 12 groups", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_is_explained_with_what_was_tried_and_that_nothing_came_of_it()
    {
        var (status, record) = Stories.Tried();
        var text = Flat(ExplanationText.Of(RunExplanation.Of(status with { Version = null }, record)));

        Assert.StartsWith("What came of the experiment flights-delay-exp5eed5eed5eed?", text, StringComparison.Ordinal);
        Assert.Contains(
            "The experiment was measured beside flights-delay v2: its gates passed: AUC 0.645 (0.642 to 0.648), champion 0.641: better by "
            + "0.004. Nothing of it was registered, and it got no traffic.", text, StringComparison.Ordinal);
        Assert.Contains(
            "set off by ada: experiment on 2001-02 with train.env.TRAIN_ROWS=400000 (twice the rows)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fact_of_a_record_is_told_once()
    {
        foreach (var (status, record) in Stories.All())
        {
            var told = RunExplanation.Of(status, record);
            Assert.All(record.Entries, entry => Assert.Single(
                told.Sentences, sentence => sentence.Evidence.Any(link => link.Path.EndsWith($"#entry-{entry.Sequence}", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void A_champion_whose_last_move_was_another_run_is_explained_by_that_move()
    {
        var (status, record) = Stories.RolledBack();
        var move = new AliasEntry(4, Stories.V(2), 3, "by-hand", "rolled back by ana: wrong prices", Stories.April);

        var told = RunExplanation.Of(status, record, move);

        Assert.Equal("Why does flights-delay v2 serve?", told.Question);
        Assert.Contains("is champion since 2026-04-30 09:00:00Z: rolled back by ana: wrong prices", told.Sentences[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_record_is_said_to_be_none_to_rely_on()
    {
        var (status, record) = Stories.Promoted();
        var broken = record with { Check = new(false, 9, 4, "entry 4 was changed after it was written") };

        Assert.Contains("is broken, so nothing here can be relied on: entry 4 was changed",
            RunExplanation.Of(status, broken).Sentences[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_cannot_steer_the_terminal_nor_turn_the_text_around()
    {
        var (status, record) = Stories.Promoted();
        var text = ExplanationText.Of(RunExplanation.Of(status with { Reason = "\u001b[31mred\u202Eder\u2028line" }, record));

        Assert.DoesNotContain(text, c => c is '\u001b' or '\u202E' or '\u2028');
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80 || !line.Contains(' ', StringComparison.Ordinal) || line.StartsWith("     ", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData(Verdict.Cancelled, "The run was cancelled")]
    [InlineData(Verdict.Superseded, "The run was superseded")]
    [InlineData(Verdict.Failed, "An error ended the run")]
    public void Every_other_end_has_its_sentence(Verdict verdict, string begins)
    {
        var (status, record) = Stories.Quarantined();

        var told = RunExplanation.Of(status with { Verdict = verdict, Reason = "because" }, record);

        Assert.StartsWith(begins, told.Sentences[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_waits_says_for_what_and_since_when()
    {
        var (status, record) = Stories.Quarantined();
        var waiting = status with
        {
            Verdict = null,
            WaitingFor = "1 of ml-leads",
            WaitingSince = Stories.March,
            Steps = [new("approved", StepState.Waiting)],
        };

        Assert.Equal(
            "It waits at the step 'approved' since 2026-03-31 09:00:00Z for 1 of ml-leads.",
            RunExplanation.Of(waiting, record).Sentences[0].Text);
    }

    private static Explanation Of((RunStatus Status, RunRecord Record) run) => RunExplanation.Of(run.Status, run.Record);

    private static string Part(string title, (RunStatus Status, RunRecord Record) run) =>
        $"## {title}\n\n```text\n{ExplanationText.Of(Of(run))}```\n\n";

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}

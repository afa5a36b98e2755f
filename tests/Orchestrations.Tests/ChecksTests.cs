using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A run whose pipeline asks two systems outside: bias is required, speed is not.</summary>
public sealed class ChecksTests : DeliveryTests
{
    private static readonly DateTimeOffset End = Sample.Start.AddHours(2);
    private readonly Dictionary<string, CheckAnswer> answered = [];
    private readonly List<RecordFact> facts = [];

    public ChecksTests()
    {
        Plan();
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            Recorded.Add(fact.Key);
            facts.Add(fact);
            return new Appended(Recorded.Count, "hash");
        });
        Answer<StartCheckRequest>(Steps.StartCheck, request => new StartedCheck(Ticket(request), new("https://ci.example.com/runs/7")));
        Answer<ReadChecksRequest>(
            Steps.ReadChecks, request => new CheckAnswers([.. request.Ids.Where(answered.ContainsKey).Select(id => answered[id])]));
        Answer<CloseCheckRequest>(Steps.CloseCheck, request => answered.TryGetValue(request.Id, out var first)
            ? first : answered[request.Id] = new(request.Id, CheckConclusion.Unknown, request.Reason, null, Sample.Start));
    }

    [Fact]
    public void People_are_asked_when_all_have_answered_and_see_what_they_said()
    {
        ApprovalRequest? asked = null;
        Answer<ApprovalRequest>(Orchestrators.Approval, request =>
        {
            asked = request;
            return Sample.View(ApprovalState.Approved);
        });
        Go(Sample.Run);
        Assert.Equal("outside checks: bias until 2026-03-01 14:00:00Z, speed until 2026-03-01 14:00:00Z", Play.CustomStatus<RunStatus>()!.WaitingFor);
        Say("bias", CheckConclusion.Success, "12 of 12 groups");
        Assert.Equal("outside checks: speed until 2026-03-01 14:00:00Z", Play.CustomStatus<RunStatus>()!.WaitingFor);
        Assert.Null(asked);
        Say("speed", CheckConclusion.Failure, "9 ms slower");
        Keep("1.0-checked");

        AssertEnded(Verdict.Promoted, "no harm seen");
        Assert.Equal(
            [
                new("bias", true, CheckConclusion.Success, "12 of 12 groups", "https://ci.example.com/bias"),
                new("speed", false, CheckConclusion.Failure, "9 ms slower", "https://ci.example.com/speed"),
            ],
            asked!.Checks);
        Assert.Equal(asked.Checks, Finished!.Checks);
        Assert.Equal(
            [
                "started", "validated", "trained", "evaluated", "registered", "check-asked-bias", "check-asked-speed", "checked-bias",
                "checked-speed", "asked", "decided", "verdict",
            ],
            Recorded);
        Assert.Equal(
            ["landed", "validated", "trained", "evaluated", "registered", "checked", "approved", "rollout", "recorded"],
            Finished.Steps.Select(step => step.Name));
        Assert.Equal((StepState.Done, "1 of 2 outside checks passed; speed failed, not required"), (Step("checked").State, Step("checked").Detail));
    }

    [Fact]
    public void What_was_asked_and_what_came_back_stand_in_the_record_with_what_they_were_about()
    {
        Go(Sample.Run);
        Say("bias", CheckConclusion.Failure, "3 of 12 groups");

        var (asked, came) = (Fact("check-asked-bias"), Fact("checked-bias"));
        Assert.Equal("outside check 'bias', required, was started: bias.yml of example/audits. It may answer until 2026-03-01 14:00:00Z", asked.Summary);
        Assert.Equal("https://ci.example.com/runs/7", asked.Facts!.Value.GetProperty("page").GetString());
        Assert.Equal("outside check 'bias' failed: 3 of 12 groups (https://ci.example.com/bias)", came.Summary);
        Assert.Equal(("check-asked", "checked", "check bias"), (asked.What, came.What, came.By));
        Assert.All(new[] { asked, came }, fact => Assert.Equal(
            (Sample.Seven.Digest, Sample.Seven.StatementDigest), (fact.Inputs!["model"], fact.Inputs["statement"])));
    }

    [Fact]
    public void A_required_check_that_fails_ends_the_run_at_once_and_nobody_is_asked()
    {
        Go(Sample.Run);
        Say("bias", CheckConclusion.Failure, "3 of 12 groups");

        AssertEnded(Verdict.Rejected, "the required check 'bias' failed: 3 of 12 groups (https://ci.example.com/bias)");
        Assert.Equal((StepState.Refused, StepState.Skipped), (Step("checked").State, Step("approved").State));
        Assert.DoesNotContain(Orchestrators.Approval, Called);
        Assert.Equal(CheckConclusion.Unknown, answered[Id("speed")].Conclusion);        // a late answer is refused
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_required_check_that_never_answers_goes_to_a_person_or_ends_the_run(bool asks, bool pipelineAsks)
    {
        Plan(asks, pipelineAsks ? ApprovalWhen.Always : ApprovalWhen.Never);
        Go(Sample.Run);
        Say("speed", CheckConclusion.Success, "fast");
        GoToTheEnd();

        Assert.Equal(End.UtcDateTime, Play.Now);
        Assert.Equal("none came within 2h", answered[Id("bias")].Summary);
        Assert.Equal(asks, Called.Contains(Orchestrators.Approval));
        if (asks)
            AssertEnded(Verdict.Promoted, "no harm seen");
        else
            AssertEnded(Verdict.Rejected, "the required check 'bias' gave no answer: none came within 2h (https://ci.example.com/runs/7)");
    }

    [Fact]
    public void An_answer_that_comes_as_the_time_ends_counts_where_it_was_first()
    {
        Go(Sample.Run);
        Say("speed", CheckConclusion.Success, "fast");
        Answer<CloseCheckRequest>(Steps.CloseCheck, _ => Answered("bias", CheckConclusion.Success, "just in time"));
        GoToTheEnd();

        AssertEnded(Verdict.Promoted, "no harm seen");
        Assert.Equal(CheckConclusion.Success, Finished!.Checks![0].Conclusion);
    }

    [Fact]
    public void An_answer_whose_event_was_lost_is_found_without_it()
    {
        Go(Sample.Run);
        answered[Id("bias")] = Answered("bias", CheckConclusion.Success, "12 of 12 groups");
        answered[Id("speed")] = Answered("speed", CheckConclusion.Success, "fast");
        GoToTheEnd();

        AssertEnded(Verdict.Promoted, "no harm seen");
        Assert.Equal(Sample.Start.AddMinutes(1).UtcDateTime, Play.Now);
    }

    [Fact]
    public void An_event_without_an_answer_changes_nothing_and_a_broken_one_neither()
    {
        Go(Sample.Run);
        Raise(Signals.Checked, "look");
        Raise(Signals.Checked, new { conclusion = "success" });

        Assert.Null(Finished);
        Assert.DoesNotContain("checked-bias", Recorded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_check_that_cannot_be_started_is_unknown_and_the_record_says_why(bool asks)
    {
        Plan(asks, ApprovalWhen.Never);
        Answer<StartCheckRequest>(Steps.StartCheck, request => request.Check == "bias"
            ? new Broken("the secret 'audits' is not set") : new StartedCheck(Ticket(request)));
        Go(Sample.Run);
        if (asks)
            Say("speed", CheckConclusion.Success, "fast");

        Assert.Equal("outside check 'bias', required: it could not be started: the secret 'audits' is not set", Fact("check-asked-bias").Summary);
        Assert.Equal(asks, Called.Contains(Orchestrators.Approval));
        AssertEnded(
            asks ? Verdict.Promoted : Verdict.Rejected,
            asks ? "no harm seen" : "the required check 'bias' gave no answer: it could not be started: the secret 'audits' is not set");
    }

    [Theory]
    [InlineData(Verdict.Cancelled)]
    [InlineData(Verdict.Superseded)]
    public void An_interrupt_ends_the_wait_at_once_and_closes_what_is_open(Verdict verdict)
    {
        Go(Sample.Run);
        Interrupt(verdict);

        AssertEnded(verdict, "");
        Assert.Equal(Sample.Start.UtcDateTime, Play.Now);
        Assert.Equal([Id("bias"), Id("speed")], answered.Keys.Order(StringComparer.Ordinal));
        Assert.All(Finished!.Checks!, check => Assert.Equal(CheckConclusion.Unknown, check.Conclusion));
    }

    /// <summary>A version whose check failed is registered too: Git must not bring it out past the check.</summary>
    [Fact]
    public void A_version_that_is_asked_for_again_is_checked_again()
    {
        Answer(Steps.FindChampion, new Champion(Sample.Seven));
        Answer(Steps.FindVersion, new FoundVersion(Sample.Six, null, Sample.Good));
        Go(Sample.Run with { Trigger = new("git", "0123456789abcdef"), Wanted = new(Sample.Six, "Ana", "Revert") });
        Say("bias", CheckConclusion.Failure, "3 of 12 groups");

        AssertEnded(Verdict.Rejected, "the required check 'bias' failed");
        Assert.Equal(Sample.Six.StatementDigest, Fact("checked-bias").Inputs!["statement"]);
    }

    [Fact]
    public void A_run_without_checks_has_no_such_step()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Checks = [] });
        Go(Sample.Run);

        AssertEnded(Verdict.Promoted, "no harm seen");
        Assert.DoesNotContain(Finished!.Steps, step => step.Name == "checked");
        Assert.DoesNotContain(Steps.StartCheck, Called);
    }

    private static CheckTicket Ticket(StartCheckRequest request) => new(
        Id(request.Check), request.Check, request.Run.Id, request.Version, Sample.Start, End, $"{request.Check}.yml of example/audits");

    private static string Id(string check) => Orchestrators.CheckId(Sample.Run.Id, check);

    private static CheckAnswer Answered(string check, CheckConclusion conclusion, string summary) =>
        new(Id(check), conclusion, summary, $"https://ci.example.com/{check}", Sample.Start);

    private void Plan(bool asks = true, ApprovalWhen when = ApprovalWhen.Always) => Answer(Steps.PlanRun, Sample.Plan with
    {
        Approval = Sample.Approval with { When = when },
        Checks = [new("bias", true, asks, TimeSpan.FromHours(2)), new("speed", false, true, TimeSpan.FromHours(2))],
    });

    /// <summary>An answer comes from outside, and the run is woken.</summary>
    private void Say(string check, CheckConclusion conclusion, string summary)
    {
        answered[Id(check)] = Answered(check, conclusion, summary);
        Raise(Signals.Checked, "look");
    }

    private RecordFact Fact(string key) => facts.Single(fact => fact.Key == key);
}

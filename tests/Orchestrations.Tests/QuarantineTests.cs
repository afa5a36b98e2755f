using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class QuarantineTests : DeliveryTests
{
    [Fact]
    public void Quarantined_data_that_nobody_releases_is_rejected()
    {
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Quarantine));
        Go(Sample.Run);
        Assert.StartsWith("a release from quarantine", Play.CustomStatus<RunStatus>()!.WaitingFor, StringComparison.Ordinal);
        GoToTheEnd();

        AssertEnded(Verdict.Rejected, "nobody released it within 14d:");
        Assert.Equal(Sample.Start.AddDays(14).UtcDateTime, Play.Now);
        Assert.Equal((StepState.Refused, StepState.Skipped), (Step("validated").State, Step("trained").State));
        Assert.DoesNotContain(Steps.AskRelease, Called);
        Keep("1.0-quarantine");
    }

    [Fact]
    public void Where_people_are_to_be_asked_they_are_asked_at_once_and_one_may_refuse()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Quarantine = new(OnDoubt.Ask, TimeSpan.FromDays(14)) });
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Quarantine));
        Answer<AskReleaseRequest>(Steps.AskRelease, request =>
        {
            Assert.Equal(("delay is null in 40 % of rows", Sample.Start.AddDays(14)), (request.Reason, request.ExpiresAt));
            return new AskedRelease(["ada", "bo"]);
        });
        Go(Sample.Run);
        Assert.StartsWith("ada, bo to release or refuse", Play.CustomStatus<RunStatus>()!.WaitingFor, StringComparison.Ordinal);
        Assert.Equal(Sample.Start.UtcDateTime, Play.Now);
        Raise(Signals.Refuse, new QuarantineRefusal("sha256:other", "eve", "mistaken"));
        Assert.Null(Finished);
        Raise(Signals.Refuse, new QuarantineRefusal(Sample.Run.Dataset.Digest, "bo", "the sensor was down"));

        AssertEnded(Verdict.Rejected, "bo refused the data: the sensor was down");
        Assert.Contains("asked-release", Recorded);
        Keep("1.0-ask");
    }

    [Fact]
    public void Nobody_who_could_be_asked_is_said_and_the_run_waits_all_the_same()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Quarantine = new(OnDoubt.Ask, TimeSpan.FromDays(14)) });
        Answer<ValidateRequest>(
            Steps.ValidateDataset,
            request => Sample.Data(request.ReleasedBy is null ? DataVerdict.Quarantine : DataVerdict.Warn));
        Answer(Steps.AskRelease, new Broken("0 people of ml-leads may decide"));
        Go(Sample.Run);
        Assert.Contains("0 people of ml-leads may decide", Play.CustomStatus<RunStatus>()!.WaitingFor, StringComparison.Ordinal);
        Raise(Signals.Release, new QuarantineRelease(Sample.Run.Dataset.Digest, "ada", "known"));

        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
    }

    [Fact]
    public void What_a_person_left_out_is_passed_on_and_stands_in_the_record()
    {
        ValidateRequest? last = null;
        Answer<ValidateRequest>(Steps.ValidateDataset, request =>
        {
            last = request;
            return Sample.Data(request.ReleasedBy is null ? DataVerdict.Quarantine : DataVerdict.Warn);
        });
        RecordFact? released = null;
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            released = fact.What == "released" ? fact : released;
            return new Appended(1, "hash");
        });
        Go(Sample.Run);
        Raise(Signals.Release, new QuarantineRelease(Sample.Run.Dataset.Digest, "ada", "a broken upload", ["b.csv"]));

        Assert.Equal(["b.csv"], last!.ReleasedBy!.LeaveOut);
        Assert.Equal("released from quarantine without b.csv: a broken upload", released!.Summary);
    }

    [Fact]
    public void Where_a_warning_is_enough_data_that_cannot_be_trained_on_is_refused_without_a_wait()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Quarantine = new(OnDoubt.Warn, TimeSpan.FromDays(14)) });
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Quarantine));
        Go(Sample.Run);

        AssertEnded(Verdict.Rejected, "the data cannot be trained on: delay is null in 40 % of rows");
        Assert.Equal(Sample.Start.UtcDateTime, Play.Now);
        Keep("1.0-warn");
    }

    [Fact]
    public void Released_data_that_still_gives_no_split_is_a_judgement_of_the_data()
    {
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Quarantine));
        Go(Sample.Run);
        Raise(Signals.Release, new QuarantineRelease(Sample.Run.Dataset.Digest, "ada", "known"));

        AssertEnded(Verdict.Rejected, "released by ada, but the data cannot be trained on");
    }

    [Fact]
    public void Released_data_goes_on_with_the_name_of_who_released_it()
    {
        Answer<ValidateRequest>(
            Steps.ValidateDataset,
            request => Sample.Data(request.ReleasedBy is null ? DataVerdict.Quarantine : DataVerdict.Warn));
        Go(Sample.Run);
        Raise(Signals.Release, new QuarantineRelease("sha256:other", "eve", "mistaken"));
        Assert.Equal(OrchestrationRuntimeStatus.Running, Play.Status);
        Raise(Signals.Release, new QuarantineRelease(Sample.Run.Dataset.Digest, "ada", "known"));

        Assert.Equal(Verdict.Promoted, Finished!.Verdict);
        Assert.Contains("released", Recorded);
        Assert.Equal(2, Called.Count(name => name == Steps.ValidateDataset));
    }

    [Theory]
    [InlineData(Verdict.Cancelled)]
    [InlineData(Verdict.Superseded)]
    public void An_interrupt_ends_quarantine_at_once(Verdict verdict)
    {
        Answer(Steps.ValidateDataset, Sample.Data(DataVerdict.Quarantine));
        Go(Sample.Run);
        Interrupt(verdict);

        AssertEnded(verdict, "");
        Assert.Equal(Sample.Start.UtcDateTime, Play.Now);
    }
}

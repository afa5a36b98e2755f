using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A pipeline that serves nobody: its rollout moves the alias and nothing else.</summary>
public sealed class AliasTests : DeliveryTests
{
    private static readonly RolloutPlan Alias = Sample.Rollout with { Route = "", Steps = [], Judges = [], AliasOnly = true };

    private readonly List<RecordFact> facts = [];
    private readonly List<MoveAliasRequest> moves = [];

    public AliasTests()
    {
        Answer(Steps.PlanRun, Sample.Plan with { Rollout = Alias });
        Answer(Steps.AdmitAlias, new AliasAdmission());
        Answer<MoveAliasRequest>(Steps.MoveAlias, request =>
        {
            moves.Add(request);
            return null;
        });
        Answer<RecordFact>(Steps.AppendRecord, fact =>
        {
            Recorded.Add(fact.What);
            facts.Add(fact);
            return new Appended(Recorded.Count, "hash");
        });
    }

    [Fact]
    public void After_gates_and_people_the_alias_moves_recorded_first_and_no_route_is_touched()
    {
        Go(Sample.Run);
        Keep("1.0-alias");

        AssertEnded(Verdict.Promoted, "the alias champion names flights v7: it takes the place of flights v6");
        Assert.Equal(("champion", Sample.Seven, 6, Sample.Run.Id), (moves[0].Alias, moves[0].To, moves[0].Expected, moves[0].RunId));
        Assert.DoesNotContain(Orchestrators.ProgressiveRollout, Called);
        Assert.Equal(["started", "validated", "trained", "evaluated", "registered", "asked", "decided", "traffic", "verdict"], Recorded);
        Assert.True(Called.LastIndexOf(Steps.AdmitAlias) < Called.IndexOf(Steps.MoveAlias));
        var told = facts.Single(fact => fact.What == "traffic");
        Assert.Equal(("traffic-alias", 100), (told.Key, told.Facts!.Value.GetProperty("weight").GetInt32()));
        Assert.Equal(100, Finished!.Traffic);
    }

    [Fact]
    public void While_it_is_halted_it_waits_and_says_why_and_a_person_may_give_up()
    {
        Answer(Steps.AdmitAlias, new AliasAdmission("flights is halted by ada"));
        Go(Sample.Run);
        Play.FireNextTimer();
        Go();

        Assert.Equal("flights is halted by ada", Play.CustomStatus<RunStatus>()!.WaitingFor);
        Assert.Equal(2, Called.Count(name => name == Steps.AdmitAlias));
        Interrupt(Verdict.Cancelled);

        AssertEnded(Verdict.Cancelled, "cancelled by ada");
        Assert.Empty(moves);
        Assert.DoesNotContain("traffic", Recorded);
    }

    [Fact]
    public void Newer_data_ends_the_wait_too()
    {
        Answer(Steps.AdmitAlias, new AliasAdmission("flights is frozen", Play.Now.AddHours(1)));
        Go(Sample.Run);

        Interrupt(Verdict.Superseded);

        AssertEnded(Verdict.Superseded, "superseded by flights-newer");
        Assert.Empty(moves);
    }

    [Fact]
    public void An_alias_that_another_run_moved_meanwhile_is_left_alone_and_the_record_says_so()
    {
        Answer(Steps.MoveAlias, new Broken("champion of flights points at v9, not at v6"));
        var asked = 0;
        Answer<FindChampionRequest>(Steps.FindChampion, _ => new Champion(asked++ == 0 ? Sample.Six : Sample.Six with { Number = 9 }));
        Go(Sample.Run);

        AssertEnded(Verdict.Superseded, "names flights v9 by now");
        var back = facts.Single(fact => fact.Key == "traffic-back");
        Assert.Equal("the alias champion names flights v9: champion of flights points at v9, not at v6", back.Summary);
        Assert.Equal(9, Finished!.Champion!.Number);
    }

    [Fact]
    public void A_move_whose_answer_was_lost_counts()
    {
        Answer(Steps.MoveAlias, new Broken("storage is away"));
        var asked = 0;
        Answer<FindChampionRequest>(Steps.FindChampion, _ => new Champion(asked++ == 0 ? Sample.Six : Sample.Seven));
        Go(Sample.Run);

        AssertEnded(Verdict.Promoted, "the alias champion names flights v7");
        Assert.DoesNotContain(facts, fact => fact.Key == "traffic-back");
    }

    [Fact]
    public void A_move_that_cannot_be_made_is_a_failure_of_the_ground()
    {
        Answer(Steps.MoveAlias, new Broken("storage is away"));
        Go(Sample.Run);

        AssertEnded(Verdict.Failed, "storage is away");
        Assert.Contains(facts, fact => fact.Key == "traffic-back");
        Assert.Equal(StepState.Failed, Step("rollout").State);
    }
}
